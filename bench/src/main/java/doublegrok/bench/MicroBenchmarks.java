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

/** Micro-benchmarks, which JMH runs in Java processes of their own and sections in their rounds. */
public final class MicroBenchmarks {
  private MicroBenchmarks() {}

  /** Batches of a preset drawn, one after the other. */
  @State(Scope.Thread)
  public static class BatchDrawing {
    /** The preset. */
    @Param({"demo", "demo-linear", "he2024"})
    public String preset;

    private BatchSource source;
    private long next;

    /** Draws nothing yet. */
    @Setup
    public void open() {
      source = new BatchSource(preset, Shape.of(preset, preset, List.of()).spec());
    }

    /** The next batch. */
    @Benchmark
    public SequenceBatch batch() {
      return source.batch(next++);
    }
  }

  /** A batch of a preset to bytes and back. */
  @State(Scope.Thread)
  public static class BatchCoding {
    /** The preset. */
    @Param({"demo", "he2024"})
    public String preset;

    private SequenceBatch batch;
    private byte[] bytes;

    /** Draws the batch. */
    @Setup
    public void draw() {
      batch = drawing(preset).batch();
      bytes = encode();
    }

    /** To bytes. */
    @Benchmark
    public byte[] encode() {
      return Topics.BATCHES.codec().encode(batch);
    }

    /** And back. */
    @Benchmark
    public SequenceBatch decode() {
      return Topics.BATCHES.codec().decode(bytes);
    }
  }

  static BatchDrawing drawing(String preset) {
    BatchDrawing drawing = new BatchDrawing();
    drawing.preset = preset;
    drawing.open();
    return drawing;
  }

  static BatchCoding coding(String preset) {
    BatchCoding coding = new BatchCoding();
    coding.preset = preset;
    coding.draw();
    return coding;
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
              .include("doublegrok\\.bench\\..*" + name)
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
