package doublegrok.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class GrowthSectionTest {
  @ParameterizedTest(name = "exponent {0}")
  @ValueSource(doubles = {-1, 0, 0.5, 1, 2})
  void aPlantedLawIsFound(double exponent) {
    List<Double> x = List.of(1.0, 2.0, 8.0, 50.0);
    List<Double> y = x.stream().map(each -> 3 * Math.pow(each, exponent)).toList();

    assertThat(GrowthSection.exponent(x, y)).isCloseTo(exponent, within(1e-12));
  }

  @Test
  void anOutlierPullsByLeastSquaresInTheLogarithms() {
    double e = Math.E;

    // In logarithms the points (0, 0), (1, 0), (2, 3): slope 3/2.
    double exponent =
        GrowthSection.exponent(List.of(1.0, e, e * e), List.of(1.0, 1.0, Math.exp(3)));

    assertThat(exponent).isCloseTo(1.5, within(1e-12));
  }
}
