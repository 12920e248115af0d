package doublegrok.local.command;

import doublegrok.control.Command.Stop;
import picocli.CommandLine;

/** Ends a run. */
@CommandLine.Command(
    name = "stop",
    description = "End a run for ever, with a checkpoint; its records stay, and it can be forked.",
    footerHeading = "%nExample:%n",
    footer = "  doublegrok stop demo")
final class StopCommand extends OrderCommand {
  @Override
  doublegrok.control.Command order() {
    return new Stop();
  }
}
