package doublegrok.local.command;

import doublegrok.control.RunControl;
import picocli.CommandLine;

/** Holds a run. */
@CommandLine.Command(
    name = "pause",
    description = "Hold a run: it trains what is produced, at most one demand window, then waits.",
    footerHeading = "%nExample:%n",
    footer = "  doublegrok pause demo")
final class PauseCommand extends OrderCommand {
  @Override
  Order order() {
    return RunControl::pause;
  }
}
