package doublegrok.bench.section;

import doublegrok.bench.measure.Measurement;
import doublegrok.bench.measure.Stopwatch;
import doublegrok.model.ComputeDevice;
import doublegrok.model.TokenBlock;
import doublegrok.model.TrainingProgram;
import java.util.List;

/** A model in training on batches from memory; as a measurement, the seconds of a step. */
final class Trainee implements Measurement, AutoCloseable {
  private static final int BLOCKS = 8;

  private final Shape shape;
  private final List<TokenBlock> blocks;
  private final TrainingProgram program;
  private final Stopwatch stopwatch;
  private int taken;

  Trainee(Shape shape, ComputeDevice device, Stopwatch stopwatch) {
    this.shape = shape;
    this.blocks = shape.blocks(BLOCKS);
    this.stopwatch = stopwatch;
    this.program = TrainingProgram.open(
        shape.spec().model(), shape.spec().optimizer(), shape.initial(), device);
  }

  Shape shape() {
    return shape;
  }

  /** One step; the batches come again and again. */
  void step() {
    program.step(blocks.get(taken % BLOCKS), shape.spec().schedule().factor(taken + 1));
    taken++;
  }

  /** So many steps. */
  void steps(int count) {
    for (int step = 0; step < count; step++) {
      step();
    }
  }

  @Override
  public double take() throws Exception {
    return stopwatch.seconds(this::step);
  }

  /** Operations of a step. */
  double operations() {
    return StepWork.operations(shape.spec(), blocks.get(0));
  }

  /** Tokens of a batch. */
  long tokens() {
    return (long) blocks.get(0).sequences() * blocks.get(0).length();
  }

  @Override
  public void close() {
    program.close();
  }
}
