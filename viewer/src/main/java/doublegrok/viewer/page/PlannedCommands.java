package doublegrok.viewer.page;

import doublegrok.control.CheckedCommand;
import doublegrok.control.SwapRules;
import java.util.Optional;

/** Commands that can be asked about before they are given. Asking changes nothing. */
public interface PlannedCommands extends RunCommands {
  /**
   * What a swap would find now; empty if the log does not know the run.
   *
   * @throws InterruptedException when it took too long, or the server ends
   */
  Optional<SwapRules> outlook(String run) throws InterruptedException;

  /**
   * What would become of a swap of a run that is known.
   *
   * @throws InterruptedException when it took too long, or the server ends
   */
  CheckedCommand check(String run, RunRequest.Swap swap) throws InterruptedException;

  /**
   * What would become of a fork of a run that is known.
   *
   * @throws InterruptedException when it took too long, or the server ends
   */
  CheckedCommand check(String run, RunRequest.Fork fork) throws InterruptedException;
}
