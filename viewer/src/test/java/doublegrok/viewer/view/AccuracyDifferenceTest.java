package doublegrok.viewer.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import doublegrok.task.Score;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class AccuracyDifferenceTest {
  /** Newcombe (1998), table II, method 10. */
  @ParameterizedTest
  @CsvSource({
    "56, 70, 48, 80, 0.0524, 0.3339",
    "9, 10, 3, 10, 0.1705, 0.8090",
    "6, 7, 2, 7, 0.0582, 0.8062",
    "5, 56, 0, 29, -0.0381, 0.1926",
    "0, 10, 0, 20, -0.1611, 0.2775",
    "0, 10, 0, 10, -0.2775, 0.2775",
    "10, 10, 0, 20, 0.6791, 1",
    "10, 10, 0, 10, 0.6075, 1",
  })
  void givesNewcombesInterval(
      long one, long of, long other, long ofOther, double low, double high) {
    AccuracyDifference difference = difference(one, of, other, ofOther);

    assertThat(difference.low()).isCloseTo(low, within(5e-5));
    assertThat(difference.high()).isCloseTo(high, within(5e-5));
    assertThat(difference.value()).isBetween(difference.low(), difference.high());
  }

  @Test
  void theOtherWayRoundItIsTheOpposite() {
    AccuracyDifference there = difference(30, 50, 12, 40);
    AccuracyDifference back = difference(12, 40, 30, 50);

    assertThat(back.value()).isCloseTo(-there.value(), within(1e-15));
    assertThat(back.low()).isCloseTo(-there.high(), within(1e-15));
    assertThat(back.high()).isCloseTo(-there.low(), within(1e-15));
  }

  /**
   * Of two runs that are asked the same n questions, every outcome with its probability: each
   * question is answered by both, by one alone or by none, and their answers are correlated.
   */
  @ParameterizedTest
  @CsvSource({"0.5, 0.5", "0.7, 0.5", "0.9, 0.6", "0.3, 0.25", "0.5, 0.1"})
  void holdsTheTruthAndMoreSurelyWhereTheRunsAgree(double one, double other) {
    double independent = coverage(one, other, 0);
    double some = coverage(one, other, 0.5);
    double most = coverage(one, other, 0.95);

    assertThat(independent).isGreaterThan(0.94);
    assertThat(some).isGreaterThanOrEqualTo(independent);
    assertThat(most).isGreaterThanOrEqualTo(some);
  }

  /** Probability that the interval holds one - other. */
  private static double coverage(double one, double other, double dependence) {
    int n = 24;
    double both = one * other + dependence * (Math.min(one, other) - one * other);
    double[] logs = {
      Math.log(both), Math.log(one - both), Math.log(other - both), Math.log(1 - one - other + both)
    };
    double held = 0;
    for (int a = 0; a <= n; a++) {
      for (int b = 0; a + b <= n; b++) {
        for (int c = 0; a + b + c <= n; c++) {
          int d = n - a - b - c;
          AccuracyDifference found = difference(a + b, n, a + c, n);
          if (found.low() <= one - other && one - other <= found.high()) {
            held += Math.exp(logFactorial(n)
                - logFactorial(a)
                - logFactorial(b)
                - logFactorial(c)
                - logFactorial(d)
                + times(a, logs[0])
                + times(b, logs[1])
                + times(c, logs[2])
                + times(d, logs[3]));
          }
        }
      }
    }
    return held;
  }

  private static double times(int count, double log) {
    return count == 0 ? 0 : count * log;
  }

  private static double logFactorial(int n) {
    double sum = 0;
    for (int i = 2; i <= n; i++) {
      sum += Math.log(i);
    }
    return sum;
  }

  private static AccuracyDifference difference(long one, long of, long other, long ofOther) {
    return AccuracyDifference.of(
        1, Score.ofAnswers(one, of, 0), Score.ofAnswers(other, ofOther, 0));
  }
}
