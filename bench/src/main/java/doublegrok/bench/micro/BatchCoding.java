package doublegrok.bench.micro;

import doublegrok.bench.section.Shape;
import doublegrok.generator.BatchSource;
import doublegrok.log.AvroCodec;
import doublegrok.log.Topics;
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

/** A batch of each preset to bytes and back. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class BatchCoding {
  /** The preset. */
  @Param({"demo", "he2024"})
  public String preset;

  private final AvroCodec<SequenceBatch> codec = Topics.BATCHES.codec();
  private SequenceBatch batch;
  private byte[] bytes;

  /** Draws the batch. */
  @Setup
  public void draw() {
    batch = new BatchSource(preset, Shape.of(preset, preset, List.of()).spec()).batch(0);
    bytes = codec.encode(batch);
  }

  /** To bytes. */
  @Benchmark
  public byte[] encode() {
    return codec.encode(batch);
  }

  /** And back. */
  @Benchmark
  public SequenceBatch decode() {
    return codec.decode(bytes);
  }
}
