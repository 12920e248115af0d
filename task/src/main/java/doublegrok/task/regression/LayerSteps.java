package doublegrok.task.regression;

import doublegrok.task.AskedModel;
import doublegrok.task.finding.About;
import doublegrok.task.finding.Scalar;
import doublegrok.task.finding.Scalars;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Matrices of linear attention as steps of gradient descent: on whitened inputs -Q is a step's size
 * times the identity (Ahn et al. 2023, theorems 1 and 3).
 *
 * @param trained conditions
 * @param examples before the query that is trained
 */
record LayerSteps(Conditions trained, int examples) {
  private static final int DEEPEST_BEST = 6;
  private static final double ROUNDING = 1e-12;

  /** Steps, the best ones, and distances from the identity; empty if it is another model. */
  Optional<Scalars> find(AskedModel model) {
    List<double[][]> layers = new ArrayList<>();
    Optional<double[][]> next = matrix(model, 0);
    while (next.isPresent()) {
      layers.add(whitened(next.get()));
      next = matrix(model, layers.size());
    }
    if (layers.isEmpty()) {
      return Optional.empty();
    }
    boolean sparse = model.matrix("blocks.0.p").isEmpty();
    double[] best = sparse ? best(layers.size()) : new double[0];
    List<Scalar> scalars = new ArrayList<>();
    for (int layer = 0; layer < layers.size(); layer++) {
      scalars.add(Scalar.of("step " + (layer + 1), -mean(layers.get(layer)), ""));
    }
    for (int layer = 0; layer < best.length; layer++) {
      scalars.add(Scalar.of("best step " + (layer + 1), best[layer], ""));
    }
    for (int layer = 0; layer < layers.size(); layer++) {
      scalars.add(
          Scalar.of("distance from identity " + (layer + 1), distance(layers.get(layer)), ""));
    }
    return Optional.of(new Scalars(
        About.of(
            "Layers as steps of gradient descent",
            "Each layer's matrix on whitened inputs: the mean of its diagonal as a step's size,"
                + " and how much of its length is no multiple of the identity. The best steps have"
                + " the least loss; their order is free."),
        scalars));
  }

  private Optional<double[][]> matrix(AskedModel model, int layer) {
    return model
        .matrix("blocks.%d.q".formatted(layer))
        .filter(each -> each.length == trained.dimension());
  }

  /** The matrix along the axes, of inputs with variance 1. */
  private double[][] whitened(double[][] matrix) {
    double[][] rows = new double[matrix.length][];
    for (int row = 0; row < rows.length; row++) {
      rows[row] = trained.axes().along(matrix[row]);
    }
    double[][] columns = Vectors.transposed(rows);
    double[] roots = Conditions.roots(trained.inputs());
    double[][] whitened = new double[matrix.length][matrix.length];
    for (int column = 0; column < columns.length; column++) {
      double[] along = trained.axes().along(columns[column]);
      for (int row = 0; row < along.length; row++) {
        whitened[row][column] = roots[row] * along[row] * roots[column];
      }
    }
    return whitened;
  }

  /** The steps of least loss, if there is a closed form. */
  private double[] best(int layers) {
    double[] factors = OneStep.preconditioned(trained, examples);
    if (layers == 1) {
      return new double[] {Vectors.dot(factors, trained.inputs()) / factors.length};
    }
    double[] signal = trained.inputs().clone();
    for (int axis = 0; axis < signal.length; axis++) {
      signal[axis] *= trained.tasks()[axis];
    }
    double least = Arrays.stream(signal).min().orElseThrow();
    double most = Arrays.stream(signal).max().orElseThrow();
    if (most > least * (1 + ROUNDING) || layers > DEEPEST_BEST) {
      return new double[0];
    }
    TrainedExamples range = new TrainedExamples(examples, examples);
    return new BestDescents(trained, range, fit -> fit.freeSteps(layers))
        .after(examples)
        .steps();
  }

  private static double mean(double[][] matrix) {
    double sum = 0;
    for (int i = 0; i < matrix.length; i++) {
      sum += matrix[i][i];
    }
    return sum / matrix.length;
  }

  /** |M - (tr M / d) I| / |M| in Frobenius' norm. */
  private static double distance(double[][] matrix) {
    double mean = mean(matrix);
    double all = 0;
    double beside = 0;
    for (int row = 0; row < matrix.length; row++) {
      for (int column = 0; column < matrix.length; column++) {
        double value = matrix[row][column];
        double other = row == column ? value - mean : value;
        all += value * value;
        beside += other * other;
      }
    }
    return Math.sqrt(beside / all);
  }
}
