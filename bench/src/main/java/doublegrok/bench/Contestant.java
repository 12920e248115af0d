package doublegrok.bench;

import doublegrok.model.ComputeDevice;
import doublegrok.model.Precision;
import doublegrok.model.StepOutcome;
import doublegrok.model.TrainingProgram;
import doublegrok.task.TokenSequences;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Function;

/**
 * Program that takes training steps at the peak learning rate, to be compared with others.
 *
 * @param description in words
 * @param stepping takes so many steps more
 * @param end closes it
 */
record Contestant(String description, Stepping stepping, Runnable end) implements AutoCloseable {
  /** Way to take steps. */
  @FunctionalInterface
  interface Stepping {
    Steps take(int count) throws Exception;
  }

  /**
   * Results of steps.
   *
   * @param losses of each, in nats, before its update
   * @param millis that all of them took together
   */
  record Steps(List<Double> losses, double millis) {
    Steps {
      losses = List.copyOf(losses);
    }
  }

  /** This project's own program. */
  static Contestant own(
      Shape shape, List<TokenSequences> blocks, ComputeDevice device, Precision products) {
    TrainingProgram program = TrainingProgram.open(
        shape.spec().model(), shape.spec().optimizer(), shape.initial(), device, products);
    return new Contestant(
        "doublegrok: " + device.description() + ", products of " + products.text()
            + ", the first block's projections once"
            + " for each token of the vocabulary, the predicting positions alone in the last block,"
            + " all parameters one vector",
        inProcess(blocks, block -> program.step(block, 1)),
        program::close);
  }

  /** The plain program, by the same PyTorch. */
  static Contestant plain(Shape shape, List<TokenSequences> blocks, ComputeDevice device)
      throws IOException {
    PlainTrainingProgram program = new PlainTrainingProgram(
        shape.spec().model(), shape.spec().optimizer(), shape.initial().weights(), device);
    return new Contestant(
        "plain: the same libtorch (" + device.description() + "), called from Java: every"
            + " position, scaled_dot_product_attention, fused AdamW",
        inProcess(blocks, block -> program.step(block, 1)),
        program::close);
  }

  private static Stepping inProcess(
      List<TokenSequences> blocks, Function<TokenSequences, StepOutcome> step) {
    Iterator<TokenSequences> next = blocks.iterator();
    return count -> {
      List<Double> losses = new ArrayList<>();
      long begun = System.nanoTime();
      for (int i = 0; i < count; i++) {
        losses.add(step.apply(next.next()).loss());
      }
      return new Steps(losses, (System.nanoTime() - begun) * 1e-6);
    };
  }

  @Override
  public void close() {
    end.run();
  }
}
