package doublegrok.task.modular;

import doublegrok.task.Distribution;
import java.util.Arrays;

/**
 * Answers under label noise: with probability e an answer is a uniform draw from all p, so the true
 * one is seen with probability 1 - e + e/p and any other with e/p. Whoever weighs hypotheses by it
 * counts their misses; as only the excess over the least of them matters, nothing underflows.
 */
final class LabelNoise {
  private final double probability;
  private final int modulus;
  private final double[] weights = new double[Distribution.MOST_SHOTS + 1];

  /**
   * Noise of a distribution.
   *
   * @param probability e, in [0, 1)
   * @param modulus p
   */
  LabelNoise(double probability, int modulus) {
    this.probability = probability;
    this.modulus = modulus;
    double miss = probability / (modulus * (1 - probability) + probability);
    weights[0] = 1;
    for (int misses = 1; misses < weights.length; misses++) {
      weights[misses] = weights[misses - 1] * miss;
    }
  }

  /** Whether every answer is true. */
  boolean isAbsent() {
    return !(probability > 0);
  }

  /**
   * The likelihood of a hypothesis, up to a factor that all hypotheses share. Without noise one
   * that misses at all has none, even if it misses least.
   */
  double weight(int misses, int leastMisses) {
    return weights[isAbsent() ? misses : misses - leastMisses];
  }

  /**
   * Turns the weights of the true answer, from offset on, into the probabilities of the token as it
   * is drawn; uniform if no answer has any weight.
   */
  void toProbabilities(double[] weights, int offset) {
    double sum = 0;
    for (int answer = offset; answer < offset + modulus; answer++) {
      sum += weights[answer];
    }
    if (!(sum > 0)) {
      Arrays.fill(weights, offset, offset + modulus, 1.0 / modulus);
      return;
    }
    double scale = (1 - probability) / sum;
    for (int answer = offset; answer < offset + modulus; answer++) {
      weights[answer] = weights[answer] * scale + probability / modulus;
    }
  }
}
