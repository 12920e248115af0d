package doublegrok.task.regression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Best steps and their losses against the values of an independent computation. */
final class DescentFitTest {
  @ParameterizedTest
  @CsvSource({
    "5, 20, 1, 1.1538462, .7692308",
    "5, 20, 2, .36124, .515 1.250",
    "5, 20, 3, .13361, .422 .689 1.714",
    "5, 20, 4, .05495, .362 .520 .889 2.139",
    "3, 10, 2, .351761034, .442885529 1.157649469",
    "8, 16, 3, .780995601, .337400289 .572473441 1.764041732",
    "2, 8, 2, .222691293, .434224094 1.127781183",
    "10, 5, 2, 5.970970971, .193446782 .549796461",
    "1, 6, 3, .05, .284541795 .564385351 1.401072854",
    "4, 30, 4, .00735052097, .448506825 .620133347 .978119891 1.866736507"
  })
  void freeStepsAreTheReciprocalsOfTheBestResidualsRoots(
      int dimension, int examples, int layers, double loss, String steps) {
    Descent found = new DescentFit(dimension, examples, 0).freeSteps(layers);

    double[] expected =
        Arrays.stream(steps.split(" ", -1)).mapToDouble(Double::parseDouble).toArray();
    assertThat(found.steps()).containsExactly(expected, within(5e-4));
    assertThat(loss(found, dimension, examples, 0)).isCloseTo(loss, within(1e-5 * loss + 5e-6));
  }

  @ParameterizedTest
  @CsvSource({
    "5, 20, 1, 1.1538462, .7692308",
    "5, 20, 2, .49901, .7425",
    "5, 20, 3, .26834, .7156",
    "5, 20, 4, .16325, .6890",
    "3, 10, 2, .454177193, .663845715",
    "8, 16, 3, 1.223352006, .596671918",
    "10, 5, 2, 6.180592758, .294536289",
    "4, 30, 4, .0285205885, .78678595"
  })
  void theConstantStepIsTheBestOfAll(
      int dimension, int examples, int layers, double loss, double step) {
    Descent found = new DescentFit(dimension, examples, 0).constantStep(layers);

    assertThat(found.steps()).hasSize(layers).containsOnly(found.steps()[0]);
    assertThat(found.steps()[0]).isCloseTo(step, within(5e-5));
    assertThat(loss(found, dimension, examples, 0)).isCloseTo(loss, within(1e-5 * loss + 5e-6));
  }

  /** What pattern search over 4000 sampled spectra finds is .056 and .0011, good to 3 per cent. */
  @Test
  void bendsReachWhatASearchOverSampledSpectraReaches() {
    assertThat(loss(new DescentFit(5, 20, 0).plusPlus(2), 5, 20, 0)).isBetween(0.055, 0.0585);
    assertThat(loss(new DescentFit(5, 20, 0).plusPlus(3), 5, 20, 0)).isBetween(0.0008, 0.00115);
  }

  @ParameterizedTest
  @CsvSource({"4, 9, .3, 1", "4, 9, .3, 2", "6, 6, .05, 3", "3, 12, 2, 2"})
  void withNoiseNoStepsNearTheFoundOnesAreBetter(
      int dimension, int examples, double noise, int layers) {
    DescentFit fit = new DescentFit(dimension, examples, noise);
    double[] found = fit.freeSteps(layers).steps();
    double least = loss(Descent.of(found), dimension, examples, noise);

    assertThat(loss(fit.constantStep(layers), dimension, examples, noise))
        .isGreaterThanOrEqualTo(least - 1e-12);
    for (int layer = 0; layer < layers; layer++) {
      for (double nudge : new double[] {-1e-3, 1e-3}) {
        double[] other = found.clone();
        other[layer] += nudge;
        assertThat(loss(Descent.of(other), dimension, examples, noise)).isGreaterThan(least);
      }
    }
  }

  @Test
  void oneStepUnderNoiseIsThatOfTheClosedForm() {
    double variance = 0.49;
    double noise = variance / 12; // of unit tasks

    double[] steps = new DescentFit(4, 12, noise).freeSteps(1).steps();

    assertThat(steps[0]).isCloseTo(12 / (12 + 4 + 1 + variance), within(1e-9));
  }

  private static double loss(Descent descent, int dimension, int examples, double noise) {
    SpectralMeasure spectrum = SpectralMeasure.of(dimension, examples, descent.degree() + 1);
    return dimension * descent.loss(spectrum, noise);
  }
}
