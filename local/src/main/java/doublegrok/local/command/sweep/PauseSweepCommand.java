package doublegrok.local.command.sweep;

import doublegrok.control.Answer;
import doublegrok.sweep.log.SweepControl;
import picocli.CommandLine;

/** The command pause. */
@CommandLine.Command(
    name = "pause",
    description = "Have workers give back a sweep's runs, each with a checkpoint, and offer none.",
    footerHeading = "%nExample:%n",
    footer = "  doublegrok sweep pause mine --bootstrap kafka:9092")
final class PauseSweepCommand extends OrderSweepCommand {
  @Override
  Answer ordered(SweepControl control, String name) {
    return control.pause(name);
  }
}
