package doublegrok.local.command;

import doublegrok.control.Command.Pause;
import picocli.CommandLine;

/** Holds a run. */
@CommandLine.Command(
    name = "pause",
    description = "Hold a run: it trains what is produced, at most one demand window, then waits.",
    footerHeading = "%nExample:%n",
    footer = "  doublegrok pause demo")
final class PauseCommand extends OrderCommand {
  @Override
  doublegrok.control.Command order() {
    return new Pause();
  }
}
