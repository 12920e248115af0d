package doublegrok.bench;

import doublegrok.generator.BatchSource;
import doublegrok.log.Topics;
import doublegrok.record.SequenceBatch;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.runner.NoBenchmarksException;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Micro-benchmarks of small batches, which JMH runs in Java processes of their own. */
@State(Scope.Thread)
public class MicroBenchmarks {
  /** The preset whose batches they are. */
  @Param({"demo", "demo-linear"})
  public String preset;

  private BatchSource source;
  private SequenceBatch batch;
  private long next;

  /** Draws the batch that is written. */
  @Setup
  public void open() {
    source = Shape.of(preset, preset, List.of()).source();
    batch = batchDrawing();
  }

  /** The next batch. */
  @Benchmark
  public SequenceBatch batchDrawing() {
    return source.batch(next++);
  }

  /** A batch to bytes and back. */
  @Benchmark
  public SequenceBatch batchCoding() {
    return Topics.BATCHES.codec().decode(Topics.BATCHES.codec().encode(batch));
  }

  /**
   * Runs those whose name contains a regular expression; JMH prints what it finds.
   *
   * @param rounds Java processes of each
   * @param quick whether to see only that they run, in this process
   * @throws IllegalArgumentException if there is none of this name
   */
  public static void run(String name, int rounds, boolean quick) throws RunnerException {
    TimeValue time = quick ? TimeValue.milliseconds(10) : TimeValue.seconds(1);
    try {
      new Runner(new OptionsBuilder()
              .include("doublegrok\\.bench\\..*(?i)" + name)
              .mode(Mode.AverageTime)
              .timeUnit(TimeUnit.MICROSECONDS)
              .shouldFailOnError(true)
              .forks(quick ? 0 : rounds)
              .warmupIterations(quick ? 1 : 3)
              .measurementIterations(quick ? 1 : 5)
              .warmupTime(time)
              .measurementTime(time)
              .verbosity(quick ? VerboseMode.SILENT : VerboseMode.NORMAL)
              .build())
          .run();
    } catch (NoBenchmarksException none) {
      throw new IllegalArgumentException(
          "there is no micro-benchmark '%s'; there are BatchDrawing, BatchCoding".formatted(name),
          none);
    }
  }
}
