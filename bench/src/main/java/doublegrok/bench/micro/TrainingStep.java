package doublegrok.bench.micro;

import doublegrok.bench.section.Shape;
import doublegrok.model.ComputeDevice;
import doublegrok.model.ComputeThreads;
import doublegrok.model.DeviceChoice;
import doublegrok.model.StepOutcome;
import doublegrok.model.TokenBlock;
import doublegrok.model.TrainingProgram;
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
import org.openjdk.jmh.annotations.TearDown;

/** A training step on the CPU. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class TrainingStep {
  /** The preset. */
  @Param({"demo", "demo-linear"})
  public String preset;

  /** Threads that compute. */
  @Param("1")
  public int threads;

  private TokenBlock block;
  private TrainingProgram program;

  /** Loads the program. */
  @Setup
  public void open() {
    ComputeThreads.use(threads);
    Shape shape = Shape.of(preset, preset, List.of());
    block = shape.blocks(1).get(0);
    program = TrainingProgram.open(
        shape.spec().model(),
        shape.spec().optimizer(),
        shape.initial(),
        ComputeDevice.choose(DeviceChoice.CPU));
  }

  /** A step, on the same batch again. */
  @Benchmark
  public StepOutcome step() {
    return program.step(block, 1);
  }

  /** Closes the program. */
  @TearDown
  public void close() {
    program.close();
  }
}
