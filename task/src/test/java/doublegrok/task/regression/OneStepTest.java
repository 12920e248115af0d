package doublegrok.task.regression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Single steps against the values of an independent computation. */
final class OneStepTest {
  private static final Conditions UNEVEN =
      new Conditions(Axes.coordinates(), new double[] {2, .5, .25}, new double[] {1, 3, .5}, 0.7);

  @Test
  void thePreconditionedOneIsThatOfTheTheorem() {
    double[] factors = OneStep.preconditioned(UNEVEN, 12);

    assertThat(factors)
        .containsExactly(
            new double[] {0.398472521999, 1.5244547956807, 1.0452961672474}, within(1e-12));
    assertThat(OneStep.loss(factors, UNEVEN, 12)).isCloseTo(0.8551033100169703, within(1e-12));
    assertThat(OneStep.loss(new double[] {.3, .9, 1.1}, UNEVEN, 12))
        .isCloseTo(1.144377083333333, within(1e-12));
  }

  @Test
  void thePlainOneIsTheBestOfOneFactor() {
    double[] best = OneStep.plain(UNEVEN, 12);
    double least = OneStep.loss(best, UNEVEN, 12);

    assertThat(best).containsOnly(best[0]);
    assertThat(least).isGreaterThan(0.8551033100169703);
    for (double factor : new double[] {0.99, 1.01}) {
      assertThat(OneStep.loss(Conditions.scaled(best, factor), UNEVEN, 12)).isGreaterThan(least);
    }
  }

  /** One trained with 12 examples in 4 dimensions, asked under other conditions. */
  @Test
  void shiftedLossesAreThoseOfTheReferenceImplementation() {
    double[] ones = {1, 1, 1, 1};
    Conditions trained = new Conditions(Axes.coordinates(), ones, ones, 0);
    double[] factors = OneStep.preconditioned(trained, 12);

    assertThat(Arrays.stream(RegressionShift.values())
            .mapToDouble(shift -> OneStep.loss(factors, shift.of(trained), shift.examples(12)))
            .toArray())
        .containsExactly(
            new double[] {
              0.6911764705882352,
              106.3529411764706,
              2.381356811886811,
              1.2179930795847749,
              4.705882352941176,
              2.006920415224914,
              0.7612456747404845
            },
            within(1e-9));
  }
}
