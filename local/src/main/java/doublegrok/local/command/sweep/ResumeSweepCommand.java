package doublegrok.local.command.sweep;

import doublegrok.control.Answer;
import doublegrok.sweep.log.SweepControl;
import picocli.CommandLine;

/** The command resume. */
@CommandLine.Command(
    name = "resume",
    description = "Undo a sweep's pause.",
    footerHeading = "%nExample:%n",
    footer = "  doublegrok sweep resume mine --bootstrap kafka:9092")
final class ResumeSweepCommand extends OrderSweepCommand {
  @Override
  Answer ordered(SweepControl control, String name) {
    return control.resume(name);
  }
}
