package doublegrok.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Principal components, against planted ones and those of power iteration. */
final class PrincipalComponentsTest {
  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3})
  void aCircleIn64DimensionsIsTwoComponents(long seed) {
    Random random = new Random(seed);
    int points = 97;
    double[] first = orthogonal(gaussian(64, random), new double[64]);
    double[] second = orthogonal(gaussian(64, random), first);
    float[] circle = new float[points * 64];
    for (int i = 0; i < points; i++) {
      double angle = 2 * Math.PI * i / points;
      for (int j = 0; j < 64; j++) {
        circle[i * 64 + j] = (float) (7
            + 3 * Math.cos(angle) * first[j]
            + 3 * Math.sin(angle) * second[j]
            + 0.02 * random.nextGaussian());
      }
    }

    PrincipalComponents found = PrincipalComponents.of(circle, 64, 3);

    assertThat(found.shares()[0] + found.shares()[1]).isGreaterThan(0.99);
    assertThat(found.shares()[0]).isCloseTo(0.5, within(0.01));
    assertThat(found.shares()[2]).isLessThan(0.01);
    for (int i = 0; i < points; i++) {
      double radius = Math.hypot(found.coordinates()[i * 3], found.coordinates()[i * 3 + 1]);
      assertThat(radius).isCloseTo(3, within(0.15));
    }
  }

  @ParameterizedTest(name = "{0} points of {1} dimensions, seed {2}")
  @CsvSource({"40, 6, 1", "40, 6, 2", "5, 8, 3", "200, 3, 4"})
  void theyAreThoseOfPowerIteration(int points, int dimensions, long seed) {
    Random random = new Random(seed);
    float[] values = new float[points * dimensions];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (3 + random.nextGaussian() * Math.pow(0.5, i % dimensions));
    }

    PrincipalComponents found = PrincipalComponents.of(values, dimensions, 3);

    double[][] centred = centred(values, points, dimensions);
    double total =
        Arrays.stream(centred).flatMapToDouble(Arrays::stream).map(v -> v * v).sum();
    for (int component = 0; component < 3; component++) {
      double[] loadings = strongest(centred, random);
      double variance = 0;
      for (int i = 0; i < points; i++) {
        double coordinate = dot(centred[i], loadings);
        variance += coordinate * coordinate;
        assertThat(found.coordinates()[i * 3 + component]).isCloseTo(coordinate, within(1e-6));
        for (int j = 0; j < dimensions; j++) {
          centred[i][j] -= coordinate * loadings[j];
        }
      }
      assertThat(found.shares()[component]).isCloseTo(variance / total, within(1e-9));
    }
    assertThat(Arrays.stream(found.shares()).sum()).isLessThanOrEqualTo(1 + 1e-12);
  }

  @Test
  void allComponentsTogetherExplainEverythingAndTheSamePointsGiveTheSameBits() {
    Random random = new Random(5);
    float[] values = new float[30 * 4];
    for (int i = 0; i < values.length; i++) {
      values[i] = random.nextFloat();
    }

    PrincipalComponents found = PrincipalComponents.of(values, 4, 4);

    assertThat(Arrays.stream(found.shares()).sum()).isCloseTo(1, within(1e-12));
    assertThat(found.shares()).isSortedAccordingTo((a, b) -> Double.compare(b, a));
    PrincipalComponents again = PrincipalComponents.of(values, 4, 4);
    assertThat(again.coordinates()).isEqualTo(found.coordinates());
    assertThat(again.shares()).isEqualTo(found.shares());
  }

  @Test
  void thePointTowardsWhichTheLargestLoadingPointsHasThePositiveCoordinate() {
    PrincipalComponents found = PrincipalComponents.of(new float[] {0, 0, -8, 2}, 2, 1);

    assertThat(found.coordinates())
        .containsExactly(new double[] {Math.sqrt(17), -Math.sqrt(17)}, within(1e-12));
    assertThat(found.shares()).containsExactly(new double[] {1}, within(1e-12));
  }

  @Test
  void whatDoesNotVaryHasNoComponents() {
    float[] constant = new float[50 * 3];
    Arrays.fill(constant, 0.1f);

    for (float[] points : new float[][] {constant, {0.3f, 0.7f, -2}, new float[12]}) {
      PrincipalComponents found = PrincipalComponents.of(points, 3, 5);
      assertThat(found.shares()).containsExactly(0, 0, 0, 0, 0);
      assertThat(found.coordinates()).hasSize(points.length / 3 * 5).containsOnly(0);
    }
  }

  @Test
  void componentsThatCannotExistAreZero() {
    PrincipalComponents found = PrincipalComponents.of(new float[] {1, 0, 0, 2, 0, 0}, 3, 4);

    assertThat(found.shares()).containsExactly(1, 0, 0, 0);
    assertThat(found.coordinates())
        .containsExactly(new double[] {-0.5, 0, 0, 0, 0.5, 0, 0, 0}, within(1e-12));
  }

  @Test
  void whatIsNoSetOfPointsIsRefused() {
    assertThatThrownBy(() -> PrincipalComponents.of(new float[0], 3, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("points of 3 dimensions need a positive multiple of 3 values, were given 0");
    assertThatThrownBy(() -> PrincipalComponents.of(new float[] {1, 2, 3, Float.NaN}, 2, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("points must be finite, point 1 has NaN in dimension 1");
    assertThatThrownBy(() -> PrincipalComponents.of(new float[4], 2, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("dimensions and components must be at least 1, were 2 and 0");
  }

  /** The unit vector along which the points vary most, its largest loading positive. */
  private static double[] strongest(double[][] points, Random random) {
    double[] direction = gaussian(points[0].length, random);
    for (int iteration = 0; iteration < 3000; iteration++) {
      double[] next = new double[direction.length];
      for (double[] point : points) {
        double along = dot(point, direction);
        for (int j = 0; j < next.length; j++) {
          next[j] += along * point[j];
        }
      }
      direction = orthogonal(next, new double[next.length]);
    }
    double largest =
        Arrays.stream(direction).reduce(0, (a, b) -> Math.abs(b) > Math.abs(a) ? b : a);
    double sign = Math.signum(largest);
    return Arrays.stream(direction).map(each -> sign * each).toArray();
  }

  private static double[][] centred(float[] values, int points, int dimensions) {
    double[][] centred = new double[points][dimensions];
    for (int j = 0; j < dimensions; j++) {
      double mean = 0;
      for (int i = 0; i < points; i++) {
        mean += (double) values[i * dimensions + j] / points;
      }
      for (int i = 0; i < points; i++) {
        centred[i][j] = values[i * dimensions + j] - mean;
      }
    }
    return centred;
  }

  /** A unit vector, without its part along another. */
  private static double[] orthogonal(double[] vector, double[] unit) {
    double along = dot(vector, unit);
    double[] rest = vector.clone();
    for (int j = 0; j < rest.length; j++) {
      rest[j] -= along * unit[j];
    }
    double norm = Math.sqrt(dot(rest, rest));
    return Arrays.stream(rest).map(each -> each / norm).toArray();
  }

  private static double[] gaussian(int size, Random random) {
    return random.doubles(size, -1, 1).toArray();
  }

  private static double dot(double[] a, double[] b) {
    double dot = 0;
    for (int j = 0; j < a.length; j++) {
      dot += a[j] * b[j];
    }
    return dot;
  }
}
