package doublegrok.local.command;

import doublegrok.control.Command.Resume;
import picocli.CommandLine;

/** Lets a held run go on. */
@CommandLine.Command(
    name = "resume",
    description = "Let a held run go on, with the batch that comes next.",
    footerHeading = "%nExample:%n",
    footer = "  doublegrok resume demo")
final class ResumeCommand extends OrderCommand {
  @Override
  doublegrok.control.Command order() {
    return new Resume();
  }
}
