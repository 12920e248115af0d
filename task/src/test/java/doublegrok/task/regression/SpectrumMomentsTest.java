package doublegrok.task.regression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.math.BigInteger;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Moments of the spectrum against known ones, a Monte Carlo, and their own quadrature. */
final class SpectrumMomentsTest {
  @Test
  void theyAreThoseOfTheReferenceImplementation() {
    assertThat(traces(3, 4)).containsExactly("3", "12", "96", "1032", "13392", "200880");
    WishartMoments five = new WishartMoments(5, 20);
    double[] means = {1, 1, 1.3, 2.01, 3.49, 6.5853, 13.25214, 28.12419225};
    for (int power = 0; power < means.length; power++) {
      assertThat(five.trace(power).doubleValue() / 5 / Math.pow(20, power))
          .isCloseTo(means[power], within(1e-12 * means[power]));
    }
  }

  /** Of one dimension they are those of a chi-square number: k (k + 2) (k + 4) ... */
  @Test
  void ofOneDimensionTheyAreThoseOfChiSquare() {
    BigInteger expected = BigInteger.ONE;
    for (int power = 0; power < 12; power++) {
      assertThat(new WishartMoments(1, 6).trace(power)).isEqualTo(expected);
      expected = expected.multiply(BigInteger.valueOf(6 + 2L * power));
    }
  }

  /** The trace of W squared is the sum of the squares of its entries. */
  @Test
  void aMonteCarloAgrees() {
    Random random = new Random(5);
    double sum = 0;
    int draws = 20_000;
    for (int draw = 0; draw < draws; draw++) {
      double[][] gram = new double[3][3];
      for (int example = 0; example < 2; example++) {
        double[] x = {random.nextGaussian(), random.nextGaussian(), random.nextGaussian()};
        for (int row = 0; row < 3; row++) {
          Vectors.add(gram[row], x[row], x);
        }
      }
      for (double[] row : gram) {
        sum += Vectors.dot(row, row) / draws;
      }
    }

    assertThat(new WishartMoments(3, 2).trace(2).doubleValue()).isEqualTo(36);
    assertThat(sum).isCloseTo(36, within(1.5));
  }

  @ParameterizedTest
  @CsvSource({"5, 20, 14", "10, 5, 6", "1, 6, 5", "3, 2, 9"})
  void theQuadratureHasTheMoments(int dimension, int examples, int nodes) {
    SpectralMeasure spectrum = SpectralMeasure.of(dimension, examples, nodes);
    WishartMoments moments = new WishartMoments(dimension, examples);

    for (int power = 0; power < 2 * nodes; power++) {
      int exponent = power;
      double exact = moments.trace(power).doubleValue() / dimension / Math.pow(examples, power);
      assertThat(spectrum.mean(eigenvalue -> Math.pow(eigenvalue, exponent)))
          .as("power %d", power)
          .isCloseTo(exact, within(1e-9 * exact));
    }
  }

  private static List<String> traces(int dimension, int examples) {
    WishartMoments moments = new WishartMoments(dimension, examples);
    return IntStream.range(0, 6)
        .mapToObj(power -> moments.trace(power).toString())
        .toList();
  }
}
