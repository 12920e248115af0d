package doublegrok.bench.pytorch;

import doublegrok.model.PlainTrainingProgram;
import doublegrok.model.Precision;
import doublegrok.model.StepOutcome;
import doublegrok.model.TokenBlock;
import doublegrok.model.TrainingProgram;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** A program that takes training steps at the peak learning rate. */
public interface Contestant extends AutoCloseable {
  /**
   * What steps gave.
   *
   * @param losses of each, in nats, before its update
   * @param millis that all of them took together
   */
  record Steps(List<Double> losses, double millis) {
    public Steps {
      losses = List.copyOf(losses);
    }
  }

  /** What it is, in words. */
  String description();

  /** Takes so many steps more. */
  Steps steps(int count) throws Exception;

  @Override
  void close();

  /** This project's own program. */
  static Contestant own(Duel duel, Precision products) {
    TrainingProgram program = TrainingProgram.open(
        duel.spec().model(), duel.spec().optimizer(), duel.initial(), duel.device(), products);
    return inProcess(
        "doublegrok: " + duel.device().description() + ", products of " + products.text()
            + ", the first block's projections once"
            + " for each token of the vocabulary, the predicting positions alone in the last block,"
            + " all parameters one vector",
        duel,
        block -> program.step(block, 1),
        program::close);
  }

  /** The plain program, by the same PyTorch. */
  static Contestant plain(Duel duel) {
    PlainTrainingProgram program = PlainTrainingProgram.open(
        duel.spec().model(), duel.spec().optimizer(), duel.initial().weights(), duel.device());
    return inProcess(
        "plain: the same libtorch (" + duel.device().description() + "), called from Java: every"
            + " position, scaled_dot_product_attention, fused AdamW",
        duel,
        block -> program.step(block, 1),
        program::close);
  }

  private static Contestant inProcess(
      String description, Duel duel, Function<TokenBlock, StepOutcome> step, Runnable end) {
    return new Contestant() {
      private int done;

      @Override
      public String description() {
        return description;
      }

      @Override
      public Steps steps(int count) {
        List<Double> losses = new ArrayList<>();
        long begun = System.nanoTime();
        for (int i = 0; i < count; i++) {
          losses.add(step.apply(duel.blocks().get(done++)).loss());
        }
        return new Steps(losses, (System.nanoTime() - begun) * 1e-6);
      }

      @Override
      public void close() {
        end.run();
      }
    };
  }
}
