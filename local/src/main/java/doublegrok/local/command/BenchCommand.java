package doublegrok.local.command;

import doublegrok.local.check.RefusedException;
import doublegrok.local.command.common.Command;
import doublegrok.local.command.common.ComputeOptions;
import doublegrok.local.command.common.ExitCode;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Measures what this machine makes of the program. */
@CommandLine.Command(
    name = "bench",
    description = {
      "Measure what everything costs on this machine: step, pipeline, generator, Kafka, evaluation,"
          + " start.",
      "Each figure is the median of several rounds with its least and greatest; what is compared is"
          + " measured in turn, in the same rounds. Nothing else should run meanwhile."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  doublegrok bench",
      "  doublegrok bench --only machine,step --rounds 7 --json",
      "  doublegrok bench --against-pytorch /usr/bin/python3",
      "  doublegrok bench --jmh BatchDrawing"
    })
final class BenchCommand extends Command {
  private static final String BENCH = "/doublegrok/bench/Bench.class";
  private static final int ROUNDS = 3;

  @Option(
      names = "--only",
      paramLabel = "SECTION,...",
      split = ",",
      description = "Sections to run, of: machine, step, pipeline, generator, avro, broker,"
          + " evaluation, startup, growth, sweep, runs, pytorch, grokking (default: all but the"
          + " last two).")
  private List<String> only = List.of();

  @Option(
      names = "--rounds",
      paramLabel = "N",
      description = "Rounds that are kept of every measurement (default: " + ROUNDS + ").")
  private Integer rounds;

  @Option(
      names = "--quick",
      description = "Make everything tiny, to see that it works; the numbers mean nothing.")
  private boolean quick;

  @Option(
      names = "--against-pytorch",
      arity = "0..1",
      paramLabel = "PYTHON",
      fallbackValue = "",
      description = "Compare the step with plain PyTorch too, by this Python (default: the first"
          + " python3 that has torch) and without any.")
  private String python;

  @Option(
      names = "--jmh",
      arity = "0..1",
      paramLabel = "NAME",
      fallbackValue = "",
      description = "Run the micro-benchmarks by JMH instead, those whose name contains a regular"
          + " expression; --rounds is their number of processes.")
  private String micro;

  @Mixin
  private ComputeOptions compute;

  @Option(names = "--json", description = "Print JSON in place of the table.")
  private boolean json;

  @Override
  public Integer call() throws Exception {
    if (BenchCommand.class.getResource(BENCH) == null) {
      throw new RefusedException(
          "the bench is not part of this installation (releases and images are without it);"
              + " run ./doublegrok bench in a checkout of the sources");
    }
    BenchRun run = new BenchRun(rounds(), quick, Optional.ofNullable(python));
    if (micro != null) {
      run.micro(micro);
      return ExitCode.DONE;
    }
    boolean done = run.sections(only, compute, json, out(), this::progress);
    return done ? ExitCode.DONE : ExitCode.FAILED;
  }

  private int rounds() {
    int otherwise = quick ? 1 : ROUNDS;
    int wanted = rounds == null ? otherwise : rounds;
    if (wanted < 1) {
      throw new IllegalArgumentException("--rounds must be at least 1, was " + wanted);
    }
    return wanted;
  }
}
