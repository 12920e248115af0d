package doublegrok.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class CusumTest {
  private static final int QUERIES = 1024;
  private static final int TICKS = 10_000;

  /** The formula, worked out by hand: 2 ln 3 + 3 ln(.7 / .9). */
  @Test
  void addsTheLogarithmOfTheLikelihoodRatioAndNeverFallsBelowZero() {
    Cusum start = Cusum.between(0.1, 0.3);

    Cusum risen = start.heard(2, 5);
    assertThat(risen.statistic()).isCloseTo(1.443281292, within(1e-9));
    assertThat(risen.heard(2, 5).statistic()).isCloseTo(2 * 1.443281292, within(2e-9));
    assertThat(risen.heard(0, 100).statistic()).isZero();
    assertThat(risen.heard(0, 0)).isEqualTo(risen);
    assertThat(start.statistic()).isZero();
  }

  @Test
  void theAlarmIsAtTheLogarithmOfTenThousand() {
    assertThat(new Cusum(9.2103, 0.1, 0.3).alarm()).isFalse();
    assertThat(new Cusum(9.2104, 0.1, 0.3).alarm()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 1, 2, 3, 4})
  void givesAtMostOneFalseAlarmInTenThousandEvaluations(long seed) {
    assertThat(alarms(0.035, 0.1, QUERIES, 0.035, seed)).isLessThanOrEqualTo(1);
    assertThat(alarms(0.63, 0.49, QUERIES, 0.63, seed)).isLessThanOrEqualTo(1);
  }

  /** Few queries an evaluation, where the bound is nearest to what happens. */
  @ParameterizedTest
  @CsvSource({"0.035, 0.1, 8", "0.1, 0.035, 8", "0.5, 0.6, 16", "0.9, 0.7, 4"})
  void meanTimeBetweenFalseAlarmsKeepsItsBound(double p0, double p1, int queries) {
    int falseAlarms = 0;
    int trueAlarms = 0;
    for (long seed = 0; seed < 20; seed++) {
      falseAlarms += alarms(p0, p1, queries, p0, seed);
      trueAlarms += alarms(p0, p1, queries, p1, seed);
    }

    assertThat(falseAlarms).isLessThanOrEqualTo(20);
    assertThat(trueAlarms).isGreaterThan(20 * TICKS / 200);
  }

  @ParameterizedTest
  @CsvSource({"0.035, 0.1", "0.1, 0.035", "0.63, 0.49", "0.85, 0.66"})
  void findsAChangeWithinTwoEvaluations(double p0, double p1) {
    for (long seed = 0; seed < 1000; seed++) {
      Random random = new Random(seed);
      Binomial before = new Binomial(QUERIES, p0, random);
      Binomial after = new Binomial(QUERIES, p1, random);
      Cusum cusum = Cusum.between(p0, p1);
      for (int tick = 0; tick < 10; tick++) {
        cusum = cusum.heard(before.next(), QUERIES);
      }

      cusum = cusum.heard(after.next(), QUERIES).heard(after.next(), QUERIES);

      assertThat(cusum.alarm()).isTrue();
    }
  }

  @Test
  void refusesRatesThatMakeEvidenceInfinite() {
    assertThatThrownBy(() -> Cusum.between(0, 0.5))
        .hasMessage(
            "statistic must be at least 0 and both rates between 0 and 1, were 0.0, 0.0 and 0.5");
    assertThatThrownBy(() -> Cusum.between(0.5, 1)).hasMessageContaining("1.0");
    assertThatThrownBy(() -> new Cusum(Double.NaN, 0.5, 0.6)).hasMessageContaining("NaN");
  }

  private static int alarms(double p0, double p1, int queries, double truth, long seed) {
    Binomial correct = new Binomial(queries, truth, new Random(seed));
    Cusum cusum = Cusum.between(p0, p1);
    int alarms = 0;
    for (int tick = 0; tick < TICKS; tick++) {
      cusum = cusum.heard(correct.next(), queries);
      if (cusum.alarm()) {
        alarms++;
        cusum = Cusum.between(p0, p1);
      }
    }
    return alarms;
  }
}
