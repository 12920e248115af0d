package doublegrok.local.family;

import doublegrok.task.RealSequences;
import doublegrok.task.Sequences;
import java.util.List;

/** In-context regression of a number, each example in a position, by linear attention. */
final class LinearAttentionIT extends FamilyContract {
  private static final int EXAMPLES = 6;
  private static final double VARIANCE = 0.25;

  /** The context has room for the set of longer ones. */
  @Override
  List<String> keys() {
    return List.of(
        "task.family=linear-regression",
        "task.dimension=1",
        "distribution.shots=" + (EXAMPLES + 1),
        "distribution.noise=0.5",
        "model.context=13",
        "swaps=[{at_batch: 30, set: {distribution.noise: 0.1}}]");
  }

  @Override
  List<String> model() {
    return List.of("model.kind=linear-attention", "model.layers=2", "optimizer.learning_rate=0.02");
  }

  @Override
  Object question(Sequences sequences, int row, int answer) {
    RealSequences reals = (RealSequences) sequences;
    return List.of(reals.latents()[row], reals.inputs()[at(reals, row, EXAMPLES)]);
  }

  /** Ridge regression of one number. */
  @Override
  double exactLoss(Sequences sequences, int row, int answer) {
    RealSequences reals = (RealSequences) sequences;
    double square = VARIANCE;
    double product = 0;
    for (int example = 0; example < EXAMPLES; example++) {
      double input = reals.inputs()[at(reals, row, example)];
      square += input * input;
      product += input * reals.inputs()[at(reals, row, example) + 1];
    }
    double predicted = reals.inputs()[at(reals, row, EXAMPLES)] * product / square;
    return Math.pow(predicted - reals.targets()[row], 2);
  }

  private static int at(RealSequences reals, int row, int position) {
    return (row * reals.layout().length() + position) * 2;
  }
}
