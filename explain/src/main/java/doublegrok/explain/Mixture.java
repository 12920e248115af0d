package doublegrok.explain;

import java.util.Arrays;

/**
 * The weights pi that maximise the likelihood sum_c q_c ln sum_j pi_j r_cj of a mixture of known
 * distributions. The likelihood is concave, so there is one maximum. Expectation maximisation from
 * equal weights, accelerated by SQUAREM (Varadhan and Roland 2008, scheme S3) as far as that does
 * not lower the likelihood. Ends when the likelihood is within 1e-6 nats of its maximum, which its
 * gradient proves (Lindsay 1983, "The geometry of mixture likelihoods"), or after 200 cycles: where
 * components are nearly alike, only the shares between those are unsure then.
 */
final class Mixture {
  private static final double GAP = 1e-6;
  private static final int MOST_CYCLES = 200;
  private static final int MOST_LEAPS = 6;
  private static final double SMALLEST_FACTOR = 0.01;

  private final double[][] probabilities;
  private final double[] masses;

  /**
   * A problem.
   *
   * @param probabilities r, [class, component], positive; not copied
   * @param masses q, [class], positive, sum 1; not copied
   */
  Mixture(double[][] probabilities, double[] masses) {
    this.probabilities = probabilities;
    this.masses = masses;
  }

  /**
   * Weights and what they give.
   *
   * @param weights [component]
   * @param logLikelihood in nats per query
   * @param gradient of the likelihood, [component]
   */
  @SuppressWarnings("ArrayRecordComponent")
  record Point(double[] weights, double logLikelihood, double[] gradient) {
    /** The most, in nats, that other weights can add to the likelihood. */
    double gap() {
      return Arrays.stream(gradient).max().orElseThrow() - 1;
    }

    /** The weights after one step of expectation maximisation. */
    double[] step() {
      double[] next = new double[weights.length];
      Arrays.setAll(next, component -> weights[component] * gradient[component]);
      return normalised(next);
    }
  }

  Point best() {
    Point point = start();
    for (int cycle = 0; cycle < MOST_CYCLES && point.gap() > GAP; cycle++) {
      point = improve(point);
    }
    return point;
  }

  Point start() {
    double[] equal = new double[probabilities[0].length];
    Arrays.fill(equal, 1.0 / equal.length);
    return at(equal);
  }

  /** A leap along two steps, shortened until it is no worse than the first of them. */
  Point improve(Point point) {
    Point first = at(point.step());
    double[] second = first.step();
    double length = length(point.weights(), first.weights(), second);
    for (int leap = 0; leap < MOST_LEAPS; leap++) {
      Point reached = at(leap(point.weights(), first.weights(), second, length));
      if (reached.logLikelihood() >= first.logLikelihood()) {
        return reached;
      }
      length = (length + 1) / 2; // 1 is the second step
    }
    return at(second);
  }

  private Point at(double[] weights) {
    double logLikelihood = 0;
    double[] gradient = new double[weights.length];
    for (int index = 0; index < masses.length; index++) {
      double[] tuple = probabilities[index];
      double mixed = 0;
      for (int component = 0; component < weights.length; component++) {
        mixed += weights[component] * tuple[component];
      }
      double ratio = masses[index] / mixed;
      for (int component = 0; component < weights.length; component++) {
        gradient[component] += ratio * tuple[component];
      }
      logLikelihood += masses[index] * StrictMath.log(mixed);
    }
    return new Point(weights, logLikelihood, gradient);
  }

  private static double length(double[] start, double[] first, double[] second) {
    double speed = 0;
    double bend = 0;
    for (int component = 0; component < start.length; component++) {
      double change = first[component] - start[component];
      double turn = second[component] - first[component] - change;
      speed += change * change;
      bend += turn * turn;
    }
    return bend > 0 ? Math.max(1, Math.sqrt(speed / bend)) : 1;
  }

  private static double[] leap(double[] start, double[] first, double[] second, double length) {
    double[] leap = new double[start.length];
    for (int component = 0; component < start.length; component++) {
      double change = first[component] - start[component];
      double turn = second[component] - first[component] - change;
      double reached = start[component] + 2 * length * change + length * length * turn;
      // Never to 0, from where no step leads back.
      leap[component] = Math.max(reached, SMALLEST_FACTOR * second[component]);
    }
    return normalised(leap);
  }

  private static double[] normalised(double[] weights) {
    double sum = 0; // in order: a stream's sum may differ between versions of Java
    for (double weight : weights) {
      sum += weight;
    }
    for (int component = 0; component < weights.length; component++) {
      weights[component] /= sum;
    }
    return weights;
  }
}
