package doublegrok.task;

import java.util.Arrays;

/**
 * The weights pi that maximise the likelihood sum_c q_c ln sum_j pi_j r_cj of a mixture of known
 * distributions. The likelihood is concave, so there is one maximum; from equal weights, sequential
 * quadratic programming (Kim et al. 2020, "mix-SQP") comes within 1e-8 nats of it, which the
 * likelihood's gradient proves (Lindsay 1983, "The geometry of mixture likelihoods"). Components
 * that are alike keep equal weights.
 */
public final class Mixture {
  private static final double GAP = 1e-8;
  private static final int MOST_STEPS = 100;
  private static final int MOST_HALVINGS = 30;
  private static final int MOST_MODEL_STEPS = 1000;
  private static final double STILL = 1e-10;

  private final double[][] probabilities;
  private final double[] masses;

  /**
   * A problem.
   *
   * @param probabilities r, [class, component], positive; not copied
   * @param masses q, [class], positive; not copied
   */
  public Mixture(double[][] probabilities, double[] masses) {
    this.probabilities = probabilities;
    this.masses = masses;
  }

  /**
   * Weights, and the likelihood at them to second order.
   *
   * @param weights [component], which sum to 1
   * @param logLikelihood sum_c q_c ln sum_j pi_j r_cj, in nats
   * @param gradient of it, [component]
   * @param curvature its negative second derivatives, [component, component]
   */
  @SuppressWarnings("ArrayRecordComponent")
  public record Point(
      double[] weights, double logLikelihood, double[] gradient, double[][] curvature) {
    /** The most, in nats, that other weights can add to the likelihood. */
    double gap() {
      return Arrays.stream(gradient).max().orElseThrow() - slope();
    }

    /** How the likelihood grows with all weights together. */
    private double slope() {
      double slope = 0;
      for (int component = 0; component < weights.length; component++) {
        slope += weights[component] * gradient[component];
      }
      return slope;
    }

    /**
     * The weights at which the likelihood to second order is greatest, by accelerated projected
     * gradients (Beck and Teboulle 2009).
     */
    double[] best() {
      double slope = slope();
      double steepest = 0; // the trace, no less than the greatest curvature
      for (int component = 0; component < weights.length; component++) {
        steepest += curvature[component][component];
      }
      double[] best = weights.clone();
      double[] ahead = weights.clone();
      double momentum = 1;
      double moved = 1;
      for (int step = 0; step < MOST_MODEL_STEPS && moved > STILL; step++) {
        double[] next = new double[weights.length];
        double further = (1 + Math.sqrt(1 + 4 * momentum * momentum)) / 2;
        for (int component = 0; component < weights.length; component++) {
          double ascent = gradient[component] - slope;
          for (int other = 0; other < weights.length; other++) {
            ascent -= curvature[component][other] * (ahead[other] - weights[other]);
          }
          next[component] = Math.max(0, ahead[component] + ascent / steepest);
        }
        moved = 0;
        for (int component = 0; component < weights.length; component++) {
          double change = next[component] - best[component];
          ahead[component] = next[component] + (momentum - 1) / further * change;
          moved = Math.max(moved, Math.abs(change));
        }
        best = next;
        momentum = further;
      }
      return normalised(best);
    }
  }

  /** The weights of the greatest likelihood; equal ones if a mass is no number. */
  public Point best() {
    Point point = start();
    double before = Double.NEGATIVE_INFINITY;
    for (int step = 0;
        step < MOST_STEPS && point.gap() > GAP && point.logLikelihood() > before;
        step++) {
      before = point.logLikelihood();
      point = improve(point);
    }
    return point;
  }

  Point start() {
    double[] equal = new double[probabilities[0].length];
    Arrays.fill(equal, 1.0 / equal.length);
    return at(equal);
  }

  /** A step to where the model is greatest, halved until the likelihood has grown. */
  Point improve(Point point) {
    double[] best = point.best();
    double length = 1;
    for (int halving = 0; halving < MOST_HALVINGS; halving++) {
      double[] reached = new double[best.length];
      for (int component = 0; component < best.length; component++) {
        double from = point.weights()[component];
        reached[component] = from + length * (best[component] - from);
      }
      Point next = at(reached);
      if (next.logLikelihood() > point.logLikelihood()) {
        return next;
      }
      length /= 2;
    }
    return point;
  }

  private Point at(double[] weights) {
    double logLikelihood = 0;
    double[] gradient = new double[weights.length];
    double[][] curvature = new double[weights.length][weights.length];
    for (int index = 0; index < masses.length; index++) {
      double[] tuple = probabilities[index];
      double mixed = 0;
      for (int component = 0; component < weights.length; component++) {
        mixed += weights[component] * tuple[component];
      }
      double ratio = masses[index] / mixed;
      for (int component = 0; component < weights.length; component++) {
        double slope = ratio * tuple[component];
        gradient[component] += slope;
        for (int other = 0; other <= component; other++) {
          curvature[component][other] += slope * tuple[other] / mixed;
        }
      }
      logLikelihood += masses[index] * StrictMath.log(mixed);
    }
    for (int component = 0; component < weights.length; component++) {
      for (int other = 0; other < component; other++) {
        curvature[other][component] = curvature[component][other];
      }
    }
    return new Point(weights, logLikelihood, gradient, curvature);
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
