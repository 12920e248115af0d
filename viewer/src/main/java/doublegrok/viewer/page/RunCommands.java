package doublegrok.viewer.page;

import doublegrok.control.Answer;

/** Carries out what the page is asked to do with runs. */
public interface RunCommands {
  /**
   * Carries out one request, or refuses it.
   *
   * @param run a run that is known
   * @throws InterruptedException when it took too long, or the server ends
   */
  Answer obey(String run, RunRequest request) throws InterruptedException;
}
