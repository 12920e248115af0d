package doublegrok.bench;

import doublegrok.model.ComputeDevice;
import doublegrok.model.TrainingProgram;
import doublegrok.task.TokenSequences;
import java.util.List;

/** Model in training on batches from memory, which come again and again. */
final class Trainee implements AutoCloseable {
  private static final int BLOCKS = 8;

  private final Shape shape;
  private final List<TokenSequences> blocks;
  private final TrainingProgram program;
  private int taken;

  Trainee(Shape shape, ComputeDevice device) {
    this.shape = shape;
    this.blocks = shape.blocks(BLOCKS);
    this.program = TrainingProgram.open(
        shape.spec().model(), shape.spec().optimizer(), shape.initial(), device);
  }

  /** Takes so many steps. */
  void steps(int count) {
    for (int step = 0; step < count; step++) {
      program.step(blocks.get(taken % BLOCKS), shape.spec().schedule().factor(taken + 1));
      taken++;
    }
  }

  @Override
  public void close() {
    program.close();
  }
}
