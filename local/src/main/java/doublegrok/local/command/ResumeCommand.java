package doublegrok.local.command;

import doublegrok.control.RunControl;
import picocli.CommandLine;

/** Lets a held run go on. */
@CommandLine.Command(
    name = "resume",
    description = "Let a held run go on, with the batch that comes next.",
    footerHeading = "%nExample:%n",
    footer = "  doublegrok resume demo")
final class ResumeCommand extends OrderCommand {
  @Override
  Order order() {
    return RunControl::resume;
  }
}
