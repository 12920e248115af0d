package doublegrok.bench.micro;

import doublegrok.bench.section.Shape;
import doublegrok.generator.BatchSource;
import doublegrok.record.SequenceBatch;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** A batch drawn, of each preset. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class BatchDrawing {
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
