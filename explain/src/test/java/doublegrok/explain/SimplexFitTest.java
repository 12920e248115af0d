package doublegrok.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Nearest mixtures against all mixtures of a fine grid, and where they are known. */
final class SimplexFitTest {
  private static final int GRID = 60;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
  void noMixtureOfAGridIsNearer(long seed) {
    Random random = new Random(seed);
    double[][] vectors = new double[4][5];
    double[] aim = new double[5];
    for (int i = 0; i < 5; i++) {
      aim[i] = random.nextGaussian();
      for (double[] vector : vectors) {
        vector[i] = random.nextGaussian();
      }
    }

    double[] found = fit(vectors, aim);

    assertThat(Arrays.stream(found).sum()).isCloseTo(1, within(1e-12));
    assertThat(Arrays.stream(found).min().orElseThrow()).isGreaterThanOrEqualTo(0);
    double least = Double.POSITIVE_INFINITY;
    for (int a = 0; a <= GRID; a++) {
      for (int b = 0; a + b <= GRID; b++) {
        for (int c = 0; a + b + c <= GRID; c++) {
          double[] weights = {a, b, c, GRID - a - b - c};
          least = Math.min(
              least,
              distance(vectors, aim, Arrays.stream(weights).map(w -> w / GRID).toArray()));
        }
      }
    }
    assertThat(distance(vectors, aim, found)).isBetween(least - 0.1, least + 1e-12);
  }

  @Test
  void aMixtureIsFoundWithinRounding() {
    double[][] vectors = {{1, 0, 2, 1}, {0, 3, 1, 1}, {2, 2, 0, 1}};
    double[] mixed = {0.6 * 1 + 0.4 * 2, 0.4 * 2, 0.6 * 2, 1};

    assertThat(fit(vectors, mixed)).containsExactly(new double[] {0.6, 0, 0.4}, within(1e-9));
  }

  /** Only what they have together is told. */
  @Test
  void equalVectorsDoNotStopIt() {
    double[][] vectors = {{1, 2}, {1, 2}, {0, 0}};

    double[] found = fit(vectors, new double[] {0.7, 1.4});

    assertThat(found[0] + found[1]).isCloseTo(0.7, within(1e-9));
    assertThat(found[2]).isCloseTo(0.3, within(1e-9));
  }

  @Test
  void vectorsThatAreAllZeroAreAMixtureOfAnything() {
    assertThat(Arrays.stream(fit(new double[3][2], new double[] {1, 1})).sum())
        .isCloseTo(1, within(1e-12));
  }

  private static double[] fit(double[][] vectors, double[] aim) {
    double[][] gram = new double[vectors.length][vectors.length];
    double[] products = new double[vectors.length];
    for (int one = 0; one < vectors.length; one++) {
      products[one] = dot(vectors[one], aim);
      for (int other = 0; other < vectors.length; other++) {
        gram[one][other] = dot(vectors[one], vectors[other]);
      }
    }
    return new SimplexFit(gram, products).weights();
  }

  private static double distance(double[][] vectors, double[] aim, double[] weights) {
    double[] left = aim.clone();
    for (int vector = 0; vector < vectors.length; vector++) {
      for (int i = 0; i < left.length; i++) {
        left[i] -= weights[vector] * vectors[vector][i];
      }
    }
    return dot(left, left);
  }

  private static double dot(double[] one, double[] other) {
    double sum = 0;
    for (int i = 0; i < one.length; i++) {
      sum += one[i] * other[i];
    }
    return sum;
  }
}
