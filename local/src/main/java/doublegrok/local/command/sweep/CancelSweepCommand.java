package doublegrok.local.command.sweep;

import doublegrok.control.Answer;
import doublegrok.sweep.log.SweepControl;
import picocli.CommandLine;

/** The command cancel. */
@CommandLine.Command(
    name = "cancel",
    description = "End a sweep for ever; records and checkpoints of its runs stay.",
    footerHeading = "%nExample:%n",
    footer = "  doublegrok sweep cancel mine --bootstrap kafka:9092")
final class CancelSweepCommand extends OrderSweepCommand {
  @Override
  Answer ordered(SweepControl control, String name) {
    return control.cancel(name);
  }
}
