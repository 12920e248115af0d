package doublegrok.local.family;

import doublegrok.task.RealSequences;
import doublegrok.task.Sequences;
import java.util.List;

/** In-context regression of a list of tasks, by examples of two positions each. */
final class LinearRegressionIT extends FamilyContract {
  private static final int DIMENSION = 2;
  private static final double VARIANCE = 0.09;

  /** The context has room for the set of longer ones. */
  @Override
  List<String> keys() {
    return List.of(
        "task.family=linear-regression",
        "task.dimension=" + DIMENSION,
        "task.rows=separate",
        "task.queries=every",
        "distribution.tasks=8",
        "distribution.shots=5",
        "distribution.noise=0.3",
        "model.context=17",
        "swaps=[{at_batch: 30, set: {distribution.noise: 0.1}}]");
  }

  @Override
  Object question(Sequences sequences, int row, int answer) {
    RealSequences reals = (RealSequences) sequences;
    return List.of(reals.latents()[row], reals.inputs()[at(reals, row, 2 * answer)]);
  }

  /** By the normal equations of ridge regression, solved by Cramer's rule. */
  @Override
  double exactLoss(Sequences sequences, int row, int answer) {
    RealSequences reals = (RealSequences) sequences;
    double[] shown = new double[5]; // xx, xy, yy of inputs, and their products with answers
    shown[0] = VARIANCE;
    shown[2] = VARIANCE;
    for (int example = 0; example < answer; example++) {
      int at = at(reals, row, 2 * example);
      double one = reals.inputs()[at];
      double other = reals.inputs()[at + 1];
      double said = reals.inputs()[at(reals, row, 2 * example + 1) + DIMENSION];
      shown[0] += one * one;
      shown[1] += one * other;
      shown[2] += other * other;
      shown[3] += one * said;
      shown[4] += other * said;
    }
    double determinant = shown[0] * shown[2] - shown[1] * shown[1];
    int at = at(reals, row, 2 * answer);
    double predicted = (reals.inputs()[at] * (shown[3] * shown[2] - shown[4] * shown[1])
            + reals.inputs()[at + 1] * (shown[4] * shown[0] - shown[3] * shown[1]))
        / determinant;
    int counted = reals.layout().answerPositions().size();
    return Math.pow(predicted - reals.targets()[row * counted + answer], 2);
  }

  private static int at(RealSequences reals, int row, int position) {
    return (row * reals.layout().length() + position) * (DIMENSION + 1);
  }
}
