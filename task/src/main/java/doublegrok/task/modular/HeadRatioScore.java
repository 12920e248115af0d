package doublegrok.task.modular;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Score of how far an attention head tells inputs (x, y) apart by their ratio alone, as the heads
 * do that He et al. (2024) find in models that solve tasks by ratios. Inputs of one ratio are a
 * line through the origin of Z_p^2. The score is the mean cosine between features of two nonzero
 * inputs on one line, minus that of two on different lines: 1 if features are the same along each
 * line and orthogonal across lines, 0 if they know nothing of ratios.
 */
final class HeadRatioScore {
  private HeadRatioScore() {}

  /**
   * The score of one head, in time proportional to the number of features. A zero feature has no
   * direction: its cosine with any other counts as 0.
   *
   * @param features row-major [modulus^2, dimensions], finite; row x modulus + y is the head's
   *     output for inputs x and y
   * @param modulus p, a prime from 3 to 251
   */
  public static double of(float[] features, int modulus) {
    check(features, modulus);
    int dimensions = features.length / (modulus * modulus);
    PairSum all = new PairSum(dimensions);
    double same = 0;
    for (int line = 0; line <= modulus; line++) { // y = line x, and last x = 0
      PairSum own = new PairSum(dimensions);
      for (int multiple = 1; multiple < modulus; multiple++) {
        int x = line < modulus ? multiple : 0;
        int y = line < modulus ? multiple * line % modulus : multiple;
        double[] unit = unit(features, (x * modulus + y) * dimensions, dimensions);
        own.add(unit);
        all.add(unit);
      }
      same += own.cosines();
    }
    double samePairs = (modulus + 1) * (modulus - 1) * (modulus - 2) / 2.0;
    return same / samePairs - (all.cosines() - same) / (all.pairs() - samePairs);
  }

  private static double[] unit(float[] features, int begin, int dimensions) {
    double square = 0;
    for (int i = 0; i < dimensions; i++) {
      square += (double) features[begin + i] * features[begin + i];
    }
    double[] unit = new double[dimensions];
    for (int i = 0; i < dimensions && square > 0; i++) {
      unit[i] = features[begin + i] / Math.sqrt(square);
    }
    return unit;
  }

  private static void check(float[] features, int modulus) {
    boolean accepted = modulus >= 3
        && modulus <= 251
        && IntStream.range(2, modulus).noneMatch(divisor -> modulus % divisor == 0);
    if (!accepted) {
      throw new IllegalArgumentException("modulus must be a prime from 3 to 251, was " + modulus);
    }
    int inputs = modulus * modulus;
    if (features.length == 0 || features.length % inputs != 0) {
      throw new IllegalArgumentException(
          "features of %d inputs need a positive multiple of %d values, were given %d"
              .formatted(inputs, inputs, features.length));
    }
    int dimensions = features.length / inputs;
    for (int i = 0; i < features.length; i++) {
      if (!Float.isFinite(features[i])) {
        throw new IllegalArgumentException(
            "features must be finite, input %d has %s in dimension %d"
                .formatted(i / dimensions, features[i], i % dimensions));
      }
    }
  }

  /** Sum of the cosines between all pairs of a set: (|sum of units|^2 - sum of |unit|^2) / 2. */
  private static final class PairSum {
    private final double[] sum;
    private double squares;
    private long members;

    PairSum(int dimensions) {
      this.sum = new double[dimensions];
    }

    void add(double[] unit) {
      members++;
      for (int i = 0; i < sum.length; i++) {
        sum[i] += unit[i];
        squares += unit[i] * unit[i];
      }
    }

    double cosines() {
      return (Arrays.stream(sum).map(each -> each * each).sum() - squares) / 2;
    }

    double pairs() {
      return members * (members - 1) / 2.0;
    }
  }
}
