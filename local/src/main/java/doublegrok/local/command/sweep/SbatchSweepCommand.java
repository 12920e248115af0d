package doublegrok.local.command.sweep;

import doublegrok.local.command.common.Command;
import doublegrok.local.command.common.ExitCode;
import doublegrok.local.command.common.KafkaOptions;
import doublegrok.local.process.DataDirectory;
import doublegrok.log.RecordKeys;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Prints a script that starts workers under Slurm. */
@CommandLine.Command(
    name = "sbatch",
    description = {
      "Print an array script for Slurm that starts workers; sbatch takes it from there.",
      "A worker whose place is needed, or whose time is up, gives its runs back and is queued",
      "again. Kafka and the directory must be the same on every node."
    },
    footerHeading = "%nExample:%n",
    footer = {
      "  doublegrok sweep sbatch mine --bootstrap scram://head:9092 --token-file token \\",
      "    --dir /shared/doublegrok --workers 8 > mine.sh && sbatch --time=4:00:00 mine.sh"
    })
final class SbatchSweepCommand extends Command {
  @Parameters(paramLabel = "SWEEP", description = "Name of the sweep, for the names of the jobs.")
  private String sweep;

  @Mixin
  private KafkaOptions kafkaOptions;

  @Option(
      names = "--dir",
      paramLabel = "DIR",
      defaultValue = DataDirectory.DEFAULT,
      description = "Where the checkpoints lie, for every node (default: ${DEFAULT-VALUE}).")
  private Path directory;

  @Option(
      names = "--workers",
      paramLabel = "N",
      defaultValue = "4",
      description = "Workers, each a job of the array (default: ${DEFAULT-VALUE}).")
  private int workers;

  @Option(
      names = "--slots",
      paramLabel = "N",
      defaultValue = "1",
      description = "Runs that each trains at once (default: ${DEFAULT-VALUE}).")
  private int slots;

  @Option(
      names = "--cpus",
      paramLabel = "N",
      defaultValue = "2",
      description = "Processors of each (default: ${DEFAULT-VALUE}).")
  private int cpus;

  @Option(
      names = "--device",
      paramLabel = "DEVICE",
      defaultValue = "auto",
      description = "Device of each: auto, cpu or cuda (default: ${DEFAULT-VALUE}).")
  private String device;

  @Option(
      names = "--idle",
      paramLabel = "SECONDS",
      defaultValue = "600",
      description = "A worker ends after so long with nothing to do (default: ${DEFAULT-VALUE}).")
  private int idleSeconds;

  @Option(
      names = "--warning",
      paramLabel = "SECONDS",
      defaultValue = "120",
      description = {
        "Time to give runs back in before a job's own time is up (default: ${DEFAULT-VALUE}).",
        "Of jobs that others take the place of, the partition's GraceTime says how long it is."
      })
  private int warningSeconds;

  @Override
  public Integer call() {
    RecordKeys.checkedRunName(sweep);
    List<String> arguments = new ArrayList<>(kafkaOptions.again());
    arguments.addAll(List.of("--dir", directory.toAbsolutePath().normalize().toString()));
    arguments.addAll(List.of("--slots", Integer.toString(slots), "--device", device));
    arguments.addAll(List.of("--idle", Integer.toString(idleSeconds)));
    String program = System.getProperty("doublegrok.program", "doublegrok");
    out().print(new SlurmScript(sweep, workers, cpus, warningSeconds, program, arguments).text());
    return ExitCode.DONE;
  }
}
