package doublegrok.viewer.page;

import doublegrok.control.Answer;
import doublegrok.control.CheckedCommand;
import doublegrok.control.Command;
import doublegrok.control.SwapRules;
import java.util.Optional;

/** Way to command runs that are known. Only {@link #obey} changes anything. */
public interface RunCommands {
  /**
   * Carries out one command, or refuses it.
   *
   * @throws InterruptedException when it took too long, or the server ends
   */
  Answer obey(String run, Command command) throws InterruptedException;

  /**
   * What a swap would find now; empty if the log does not know the run.
   *
   * @throws InterruptedException when it took too long, or the server ends
   */
  Optional<SwapRules> outlook(String run) throws InterruptedException;

  /**
   * What would become of a swap or a fork.
   *
   * @throws InterruptedException when it took too long, or the server ends
   */
  CheckedCommand check(String run, Command command) throws InterruptedException;
}
