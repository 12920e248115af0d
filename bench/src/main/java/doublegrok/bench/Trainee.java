package doublegrok.bench;

import doublegrok.model.ComputeDevice;
import doublegrok.model.Precision;
import doublegrok.model.ProgramVersion;
import doublegrok.model.StepOutcome;
import doublegrok.model.TrainingProgram;
import doublegrok.task.TokenSequences;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Model in training at the peak learning rate, by this project's program or another's.
 *
 * @param description of the program in words
 * @param stepping takes so many steps more
 * @param end closes it
 */
record Trainee(String description, Stepping stepping, Runnable end) implements AutoCloseable {
  private static final int BLOCKS = 8;

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

  /** This project's own program, on its first batches again and again. */
  static Trainee own(Shape shape, ComputeDevice device, Precision products) {
    return own(shape, shape.blocks(BLOCKS), device, products);
  }

  /** This project's own program. */
  static Trainee own(
      Shape shape, List<TokenSequences> blocks, ComputeDevice device, Precision products) {
    TrainingProgram program = TrainingProgram.open(
        shape.spec().model(),
        shape.spec().optimizer(),
        shape.initial(),
        device,
        products,
        ProgramVersion.newest());
    return new Trainee(
        "doublegrok: " + device.description() + ", products of " + products.text()
            + ", the first block's projections once"
            + " for each token of the vocabulary, the predicting positions alone in the last block,"
            + " all parameters one vector, in float32 a backward pass written out",
        inProcess(blocks, block -> program.step(block, 1)),
        program::close);
  }

  /** The plain program, by the same PyTorch. */
  static Trainee plain(Shape shape, List<TokenSequences> blocks, ComputeDevice device) {
    PlainTrainingProgram program = new PlainTrainingProgram(
        shape.model(), shape.spec().optimizer(), shape.initial().weights(), device);
    return new Trainee(
        "plain: the same libtorch (" + device.description() + "), called from Java: every"
            + " position, scaled_dot_product_attention, fused AdamW",
        inProcess(blocks, block -> program.step(block, 1)),
        program::close);
  }

  private static Stepping inProcess(
      List<TokenSequences> blocks, Function<TokenSequences, StepOutcome> step) {
    Iterator<TokenSequences> next =
        Stream.iterate(0, i -> (i + 1) % blocks.size()).map(blocks::get).iterator();
    return count -> {
      List<Double> losses = new ArrayList<>();
      double seconds = Stopwatch.ONCE.seconds(() -> {
        for (int i = 0; i < count; i++) {
          losses.add(step.apply(next.next()).loss());
        }
      });
      return new Steps(losses, 1000 * seconds);
    };
  }

  /** Takes so many steps more. */
  Steps steps(int count) throws Exception {
    return stepping.take(count);
  }

  @Override
  public void close() {
    end.run();
  }
}
