package doublegrok.task.modular;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The score, against planted ratios and the sum over all pairs. */
final class HeadRatioScoreTest {
  @ParameterizedTest(name = "modulo {0}")
  @ValueSource(ints = {3, 5, 7, 29})
  void aDirectionForEachRatioScoresOne(int p) {
    Random random = new Random(p);
    float[] features = new float[p * p * (p + 1)];
    for (int input = 1; input < p * p; input++) {
      features[input * (p + 1) + ratio(input, p)] = 0.1f + random.nextFloat();
    }
    features[0] = -5; // the input (0, 0) has no ratio and must not count

    assertThat(HeadRatioScore.of(features, p)).isCloseTo(1, within(1e-6));
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3})
  void randomFeaturesScoreZero(long seed) {
    assertThat(HeadRatioScore.of(random(11, 16, seed), 11)).isCloseTo(0, within(0.05));
  }

  @Test
  void aHeadThatSaysTheSameOfEveryInputScoresZero() {
    float[] features = new float[49 * 2];
    java.util.Arrays.fill(features, 3);

    assertThat(HeadRatioScore.of(features, 7)).isCloseTo(0, within(1e-9));
  }

  @ParameterizedTest(name = "modulo {0}, seed {1}")
  @CsvSource({"5, 1", "5, 2", "7, 3", "7, 4"})
  void itIsTheMeanOverAllPairs(int p, long seed) {
    float[] features = random(p, 3, seed);
    java.util.Arrays.fill(features, 3 * 8, 3 * 10, 0f); // two inputs without a direction

    assertThat(HeadRatioScore.of(features, p)).isCloseTo(overAllPairs(features, p), within(1e-9));
  }

  @Test
  void aHeadThatSaysNothingScoresZero() {
    assertThat(HeadRatioScore.of(new float[25], 5)).isZero();
  }

  @Test
  void whatIsNoFeatureOfInputsIsRefused() {
    assertThatThrownBy(() -> HeadRatioScore.of(new float[81], 9))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("modulus must be a prime from 3 to 251, was 9");
    assertThatThrownBy(() -> HeadRatioScore.of(new float[26], 5))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("features of 25 inputs need a positive multiple of 25 values, were given 26");
    float[] infinite = new float[50];
    infinite[7] = Float.POSITIVE_INFINITY;
    assertThatThrownBy(() -> HeadRatioScore.of(infinite, 5))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("features must be finite, input 3 has Infinity in dimension 1");
  }

  private static double overAllPairs(float[] features, int p) {
    double[] sums = new double[2];
    int[] pairs = new int[2];
    for (int a = 1; a < p * p; a++) {
      for (int b = 1; b < a; b++) {
        boolean sameLine = ((a / p) * (b % p) - (a % p) * (b / p)) % p == 0;
        sums[sameLine ? 1 : 0] += cosine(features, a, b, features.length / (p * p));
        pairs[sameLine ? 1 : 0]++;
      }
    }
    return sums[1] / pairs[1] - sums[0] / pairs[0];
  }

  private static double cosine(float[] features, int a, int b, int dimensions) {
    double dot = 0;
    double squareA = 0;
    double squareB = 0;
    for (int i = 0; i < dimensions; i++) {
      double left = features[a * dimensions + i];
      double right = features[b * dimensions + i];
      dot += left * right;
      squareA += left * left;
      squareB += right * right;
    }
    return squareA * squareB == 0 ? 0 : dot / Math.sqrt(squareA * squareB);
  }

  /** y / x, found by trial; p where x is 0. */
  private static int ratio(int input, int p) {
    for (int ratio = 0; ratio < p; ratio++) {
      if (input / p != 0 && ratio * (input / p) % p == input % p) {
        return ratio;
      }
    }
    return p;
  }

  private static float[] random(int p, int dimensions, long seed) {
    Random random = new Random(seed);
    float[] features = new float[p * p * dimensions];
    for (int i = 0; i < features.length; i++) {
      features[i] = (float) random.nextGaussian();
    }
    return features;
  }
}
