package doublegrok.task.regression;

import java.util.Arrays;

/**
 * Best single steps of gradient descent from 0, exact for normal inputs (Ahn et al. 2023, theorem
 * 1): weights a y x, a mean over the examples, a factor a for each axis.
 */
final class OneStep {
  private OneStep() {}

  /** The best factor of each axis after this many examples, at least 1. */
  static double[] preconditioned(Conditions conditions, int examples) {
    double[] factors = new double[conditions.dimension()];
    double spread = (conditions.signal() + conditions.noise() * conditions.noise()) / examples;
    Arrays.setAll(factors, axis -> {
      double square = conditions.tasks()[axis];
      double bend = (examples + 1.0) / examples * conditions.inputs()[axis] * square;
      return square == 0 ? 0 : square / (bend + spread);
    });
    return factors;
  }

  /** The best factor that all axes share. */
  static double[] plain(Conditions conditions, int examples) {
    double[] ones = new double[conditions.dimension()];
    Arrays.fill(ones, 1);
    double[] zeros = new double[ones.length];
    double[] twos = Conditions.scaled(ones, 2);
    // The loss is a parabola of the factor; three of its points tell its lowest.
    double at0 = loss(zeros, conditions, examples);
    double at1 = loss(ones, conditions, examples);
    double at2 = loss(twos, conditions, examples);
    double bend = (at2 - 2 * at1 + at0) / 2;
    return Conditions.scaled(ones, (at0 - at1 + bend) / (2 * bend));
  }

  /** The exact loss of any factors; of no examples the signal. */
  static double loss(double[] factors, Conditions asked, int examples) {
    if (examples == 0) {
      return asked.signal();
    }
    double loss = 0;
    double spread = (asked.signal() + asked.noise() * asked.noise()) / examples;
    for (int axis = 0; axis < factors.length; axis++) {
      double variance = asked.inputs()[axis];
      double signal = variance * asked.tasks()[axis];
      double step = factors[axis] * variance;
      double bend = (examples + 1.0) / examples * signal + spread;
      loss += signal * (1 - 2 * step) + bend * step * step;
    }
    return loss;
  }
}
