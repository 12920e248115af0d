package doublegrok.bench.micro;

import org.openjdk.jmh.runner.NoBenchmarksException;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Runs the micro-benchmarks, each in Java processes of its own. */
public final class MicroBenchmarks {
  private static final TimeValue SECOND = TimeValue.seconds(1);
  private static final TimeValue QUICK = TimeValue.milliseconds(10);

  private MicroBenchmarks() {}

  /**
   * Runs those whose name contains a regular expression; JMH prints what it finds.
   *
   * @param rounds Java processes of each
   * @param quick whether to see only that they run, in this process
   * @return how many results there are
   * @throws IllegalArgumentException if there is none of this name
   */
  public static int run(String name, int rounds, boolean quick) throws RunnerException {
    ChainedOptionsBuilder options = new OptionsBuilder()
        .include("doublegrok\\.bench\\.micro\\..*" + name)
        .shouldFailOnError(true)
        .forks(quick ? 0 : rounds)
        .warmupIterations(quick ? 1 : 3)
        .measurementIterations(quick ? 1 : 5)
        .warmupTime(quick ? QUICK : SECOND)
        .measurementTime(quick ? QUICK : SECOND)
        .verbosity(quick ? VerboseMode.SILENT : VerboseMode.NORMAL);
    try {
      return new Runner(options.build()).run().size();
    } catch (NoBenchmarksException none) {
      throw new IllegalArgumentException(
          "there is no micro-benchmark '%s'; there are BatchDrawing, BatchCoding, TrainingStep"
              .formatted(name),
          none);
    }
  }
}
