package doublegrok.explain.coefficient;

import java.util.function.DoubleUnaryOperator;
import java.util.stream.DoubleStream;

/** Coefficients and levels in closed form or by quadrature, at the temperature of a chain. */
final class ExactCoefficients {
  static final double[] CURVATURES = {8, 8, 8, 2, 2, .5, .5, .5, .05, .05, .05};

  private ExactCoefficients() {}

  /** Of a well of these curvatures. */
  static double quadratic(double step, double g, double noise, double inverse) {
    return quadratic(step, g, noise, inverse, CURVATURES);
  }

  /** Stationary, at this step and with gradient noise of a variance. */
  static double quadratic(
      double step, double g, double noise, double inverse, double... curvatures) {
    return DoubleStream.of(curvatures)
        .map(h -> .5
            * inverse
            * h
            * (2 * step / inverse + step * step * noise)
            / (2 * step * (h + g) * (1 - step * (h + g) / 2)))
        .sum();
  }

  /** Mean of exp(-h r^2 / (2 D)) under the localised posterior, by quadrature over r. */
  static double inside(double depth, double h, int dims, double g, double inverse) {
    DoubleUnaryOperator skill = r -> Math.exp(-h * r * r / (2 * depth));
    double weight = 0;
    double mean = 0;
    double width = 40 / Math.sqrt(g * inverse);
    for (double r = width / 40_000; r < width; r += width / 40_000) {
      double p = Math.exp(inverse * depth * (skill.applyAsDouble(r) - 1)
          - g * inverse * r * r / 2
          + (dims - 1) * Math.log(r / width)
          + 40);
      weight += p;
      mean += p * skill.applyAsDouble(r);
    }
    return mean / weight;
  }

  /** K of this order, by its integral. */
  static double bessel(int order, double u) {
    double sum = 0;
    for (double s = 0; s < 30; s += 1e-4) {
      sum += Math.exp(-u * Math.cosh(s)) * Math.cosh(order * s) * 1e-4;
    }
    return sum - Math.exp(-u) * .5e-4;
  }

  /**
   * lambda-hat of 1/2 |B A|^2 with 2 x 2 matrices at 0: the mean of tr of n beta A A^T (n beta A
   * A^T + gamma)^-1 over the eigenvalues x, y of A A^T, of density (x y)^(-1/2) |x - y| exp(-gamma
   * (x + y) / 2) / ((n beta x + gamma) (n beta y + gamma)).
   */
  static double reducedRank(double inverse, double gamma) {
    double weight = 0;
    double mean = 0;
    double[] grid = DoubleStream.iterate(-70, u -> u < 6, u -> u + .1).toArray();
    for (double u : grid) {
      for (double v : grid) {
        double x = Math.exp(u) / gamma;
        double y = Math.exp(v) / gamma;
        double p = Math.sqrt(x * y)
            * Math.abs(x - y)
            * Math.exp(-gamma * (x + y) / 2)
            / ((inverse * x + gamma) * (inverse * y + gamma));
        weight += p;
        mean += p * (inverse * x / (inverse * x + gamma) + inverse * y / (inverse * y + gamma));
      }
    }
    return mean / weight;
  }
}
