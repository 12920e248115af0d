package doublegrok.evaluator.page;

import java.util.OptionalLong;

/** Carries out what the page is asked to do with runs. */
public interface RunCommands {
  /**
   * Carries out one request, or refuses it.
   *
   * @param run a run that is known
   * @throws InterruptedException when it took too long, or the server ends
   */
  Answer obey(String run, RunRequest request) throws InterruptedException;

  /**
   * What became of a request.
   *
   * @param accepted whether it is carried out
   * @param message a sentence: what will happen, or why nothing will
   * @param batch first batch that it acts on, where there is one
   */
  record Answer(boolean accepted, String message, OptionalLong batch) {}
}
