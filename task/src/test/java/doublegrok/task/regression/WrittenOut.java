package doublegrok.task.regression;

import doublegrok.task.LinearEquations;
import doublegrok.task.RealSequences;
import doublegrok.task.Reference;
import java.util.Arrays;

/**
 * Definitions of the references on the numbers of one query's context, without axes, recursions or
 * shared sums.
 *
 * @param x inputs of the context, [example, dimension]
 * @param y their answers
 * @param query the query's input
 */
@SuppressWarnings("ArrayRecordComponent")
record WrittenOut(Regressions regression, double[][] x, double[] y, double[] query) {
  static WrittenOut of(Regressions regression, RealSequences batch, int row, int answer) {
    RegressionShape shape = RegressionShape.of(regression.task());
    int before = batch.layout().firstShot() + answer;
    int width = shape.dimension() + 1;
    int from = row * batch.layout().length() * width;
    double[][] x = new double[before + 1][shape.dimension()];
    double[] y = new double[before];
    for (int example = 0; example <= before; example++) {
      for (int i = 0; i < shape.dimension(); i++) {
        x[example][i] = batch.inputs()[from + shape.rows().input(example) * width + i];
      }
      if (example < before) {
        y[example] =
            batch.inputs()[from + shape.rows().answer(example) * width + shape.dimension()];
      }
    }
    return new WrittenOut(regression, Arrays.copyOf(x, before), y, x[before]);
  }

  double prediction(Reference reference) {
    Conditions trained = trained();
    if (y.length == 0 && !reference.equals(RegressionReferences.DMMSE)) {
      return 0;
    }
    double[][] whitening = map(Conditions.scaled(powers(trained.inputs(), -0.5), 1));
    int steps = regression.task().get(RegressionKeys.STEPS);
    return switch (reference.label()) {
      case "ridge" -> ridge(map(trained.tasks()), Math.pow(Math.max(trained.noise(), 1e-4), 2));
      case "least-squares" -> ridge(map(powers(trained.tasks(), 0)), 1e-8);
      case "dmmse" -> posterior(Math.pow(Math.max(trained.noise(), 1e-4), 2));
      case "gd-one" -> step(map(OneStep.plain(trained, y.length)));
      case "gd-preconditioned" -> step(map(OneStep.preconditioned(trained, y.length)));
      case "gd-free" -> layers(whitening, fit().freeSteps(steps));
      case "gd-constant" -> layers(whitening, fit().constantStep(steps));
      case "gd-plus-plus" -> layers(whitening, fit().plusPlus(steps));
      default -> 0;
    };
  }

  private Conditions trained() {
    RegressionShape shape = RegressionShape.of(regression.task());
    return Conditions.of(shape, regression.version(), Regressions.SEED);
  }

  private DescentFit fit() {
    Conditions trained = trained();
    double noise = trained.noise() * trained.noise() * query.length / trained.signal() / y.length;
    return new DescentFit(query.length, y.length, noise);
  }

  /** C X' (X C X' + noise)^-1 y, C the prior. */
  private double ridge(double[][] prior, double noise) {
    double[][] kernel = new double[y.length][y.length];
    for (int one = 0; one < y.length; one++) {
      for (int other = 0; other < y.length; other++) {
        kernel[one][other] = Vectors.dot(x[one], Vectors.times(prior, x[other]));
      }
      kernel[one][one] += noise;
    }
    double[] dual = LinearEquations.solved(kernel, y.clone());
    double sum = 0;
    for (int example = 0; example < y.length; example++) {
      sum += dual[example] * Vectors.dot(query, Vectors.times(prior, x[example]));
    }
    return sum;
  }

  private double posterior(double noise) {
    int[] tasks = regression
        .family()
        .trainingSampler(regression.version(), Regressions.SEED)
        .inDistribution();
    double[] logarithms = new double[tasks.length];
    double[] answers = new double[tasks.length];
    for (int place = 0; place < tasks.length; place++) {
      double[] weights = new LatentTasks(trained(), Regressions.SEED).weights(tasks[place]);
      answers[place] = Vectors.dot(weights, query);
      for (int example = 0; example < y.length; example++) {
        double error = y[example] - Vectors.dot(weights, x[example]);
        logarithms[place] -= error * error / 2 / noise;
      }
    }
    double most = Arrays.stream(logarithms).max().orElseThrow();
    double[] likely =
        Arrays.stream(logarithms).map(each -> Math.exp(each - most)).toArray();
    return Vectors.dot(likely, answers) / Vectors.sum(likely);
  }

  /** x' A X' y / n. */
  private double step(double[][] factors) {
    double sum = 0;
    for (int example = 0; example < y.length; example++) {
      sum += y[example] * Vectors.dot(query, Vectors.times(factors, x[example])) / y.length;
    }
    return sum;
  }

  /** The layers of linear attention as they act on every row: residual answers, bent inputs. */
  private double layers(double[][] whitening, Descent descent) {
    double[][] rows = new double[y.length + 1][];
    for (int row = 0; row < y.length; row++) {
      rows[row] = Vectors.times(whitening, x[row]);
    }
    rows[y.length] = Vectors.times(whitening, query);
    double[] residual = Arrays.copyOf(y, y.length + 1);
    for (int layer = 0; layer < descent.steps().length; layer++) {
      double bend = layer < descent.bends().length ? descent.bends()[layer] : 0;
      double[][] bent = new double[rows.length][];
      double[] next = residual.clone();
      for (int row = 0; row < rows.length; row++) {
        bent[row] = rows[row].clone();
        for (int key = 0; key < y.length; key++) {
          double attention = Vectors.dot(rows[row], rows[key]) / y.length;
          next[row] -= descent.steps()[layer] * attention * residual[key];
          Vectors.add(bent[row], -bend * attention, rows[key]);
        }
      }
      rows = bent;
      residual = next;
    }
    return -residual[y.length];
  }

  /** A symmetric matrix by its values along the axes. */
  private double[][] map(double[] values) {
    double[][] map = new double[values.length][];
    for (int i = 0; i < values.length; i++) {
      double[] unit = new double[values.length];
      unit[i] = 1;
      map[i] = trained().axes().stretched(unit, values);
    }
    return map;
  }

  private static double[] powers(double[] values, double power) {
    return Arrays.stream(values).map(value -> Math.pow(value, power)).toArray();
  }
}
