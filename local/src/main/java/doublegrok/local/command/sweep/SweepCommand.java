package doublegrok.local.command.sweep;

import doublegrok.local.command.common.Command;
import picocli.CommandLine;

/** Many runs as one: the commands about sweeps. */
@CommandLine.Command(
    name = "sweep",
    description = "Run many runs as one: start a sweep, look at it, hold it, add to it.",
    subcommands = {
      StartSweepCommand.class,
      ShowSweepCommand.class,
      PauseSweepCommand.class,
      ResumeSweepCommand.class,
      RetrySweepCommand.class,
      CancelSweepCommand.class,
      ExtendSweepCommand.class,
      NoteSweepCommand.class,
      SbatchSweepCommand.class
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  doublegrok sweep start --preset smoke --local",
      "  doublegrok sweep start mine.yaml --bootstrap kafka:9092",
      "  doublegrok sweep show mine --bootstrap kafka:9092"
    })
public final class SweepCommand extends Command {
  @Override
  public Integer call() {
    throw new CommandLine.ParameterException(spec.commandLine(), "a subcommand is missing");
  }
}
