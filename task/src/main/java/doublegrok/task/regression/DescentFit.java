package doublegrok.task.regression;

import doublegrok.task.LinearEquations;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/**
 * The best descents for a number of examples, by their exact losses. The steps of the best residual
 * are reciprocals of Gauss nodes without noise; what has no such form is found by damped least
 * squares from several starts (Levenberg 1944, Marquardt 1963).
 */
final class DescentFit {
  private static final int MOST_ROUNDS = 500;
  private static final double NUDGE = 1e-6;

  private final int dimension;
  private final int examples;
  private final double noise;

  /**
   * Fits for a number of examples, at least 1.
   *
   * @param noise variance of the noise, over the signal and the examples, times the dimension
   */
  DescentFit(int dimension, int examples, double noise) {
    this.dimension = dimension;
    this.examples = examples;
    this.noise = noise;
  }

  /** A step size for each layer; ascending. */
  Descent freeSteps(int layers) {
    double[] nodes = SpectralMeasure.weightedByItself(dimension, examples, layers);
    double[] steps = Arrays.stream(nodes).map(node -> 1 / node).sorted().toArray();
    if (noise == 0) {
      return Descent.of(steps);
    }
    double[] best = best(layers, Descent::of, List.of(steps, Conditions.scaled(steps, 0.5)));
    Arrays.sort(best);
    return Descent.of(best);
  }

  /** The same step in each layer. */
  Descent constantStep(int layers) {
    Function<double[], Descent> form = step -> {
      double[] steps = new double[layers];
      Arrays.fill(steps, step[0]);
      return Descent.of(steps);
    };
    double first = examples / (examples + dimension + 1 + noise * examples);
    return form.apply(
        best(layers, form, List.of(new double[] {first}, new double[] {first / layers})));
  }

  /** A step size for each layer, and a bend between each two: GD++. */
  Descent plusPlus(int layers) {
    Function<double[], Descent> form = all ->
        new Descent(Arrays.copyOf(all, layers), Arrays.copyOfRange(all, layers, 2 * layers - 1));
    double[] free = freeSteps(layers).steps();
    double[] even = new double[2 * layers - 1];
    double[] rising = new double[2 * layers - 1];
    double[] geometric = new double[2 * layers - 1];
    for (int layer = 0; layer < layers; layer++) {
      even[layer] = 0.8;
      rising[layer] = layer == 0 ? 0.75 : 2.6 + 4.4 * (layer - 1) / Math.max(1, layers - 2);
      geometric[layer] = 0.7 * Math.pow(2.6, layer);
    }
    Arrays.fill(even, layers, even.length, 0.2);
    Arrays.fill(rising, layers, rising.length, 0.45);
    Arrays.fill(geometric, layers, geometric.length, 0.35);
    double[] unbent = Arrays.copyOf(free, 2 * layers - 1);
    return form.apply(
        best((int) (Math.pow(3, layers) / 2), form, List.of(unbent, even, rising, geometric)));
  }

  /** The parameters of least loss, of a form whose residual has this degree. */
  private double[] best(int degree, Function<double[], Descent> form, List<double[]> starts) {
    SpectralMeasure spectrum = SpectralMeasure.of(dimension, examples, degree + 1);
    Function<double[], double[]> errors = each -> form.apply(each).errors(spectrum, noise);
    double[] best = starts.get(0);
    for (double[] start : starts) {
      double[] reached = descended(errors, start);
      if (squares(errors.apply(reached)) < squares(errors.apply(best))) {
        best = reached;
      }
    }
    return best;
  }

  private static double[] descended(Function<double[], double[]> errors, double[] start) {
    double[] at = start.clone();
    double damping = 1e-3;
    for (int round = 0; round < MOST_ROUNDS && damping < 1e12; round++) {
      double[] now = errors.apply(at);
      double[][] slopes = slopes(errors, at);
      double[][] normal = new double[at.length][at.length];
      double[] downhill = new double[at.length];
      for (int one = 0; one < at.length; one++) {
        downhill[one] = -Vectors.dot(slopes[one], now);
        for (int other = 0; other < at.length; other++) {
          normal[one][other] = Vectors.dot(slopes[one], slopes[other]);
        }
        normal[one][one] *= 1 + damping;
        normal[one][one] += Double.MIN_NORMAL;
      }
      double[] next = at.clone();
      Vectors.add(next, 1, LinearEquations.solved(normal, downhill));
      boolean lower = squares(errors.apply(next)) < squares(now);
      at = lower ? next : at;
      damping *= lower ? 0.2 : 5;
    }
    return at;
  }

  /** Central differences, [parameter, error]. */
  private static double[][] slopes(Function<double[], double[]> errors, double[] at) {
    double[][] slopes = new double[at.length][];
    for (int parameter = 0; parameter < at.length; parameter++) {
      double[] above = at.clone();
      double[] below = at.clone();
      above[parameter] += NUDGE;
      below[parameter] -= NUDGE;
      double[] difference = errors.apply(above);
      Vectors.add(difference, -1, errors.apply(below));
      slopes[parameter] = Conditions.scaled(difference, 0.5 / NUDGE);
    }
    return slopes;
  }

  private static double squares(double[] errors) {
    return Vectors.dot(errors, errors);
  }
}
