package doublegrok.viewer.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class AccuracyTest {
  // The roots of |p - c/n| = z sqrt(p (1 - p) / n), solved apart from the program.
  @ParameterizedTest
  @CsvSource({
    "0, 10, 0, 0.277533",
    "10, 10, 0.722467, 1",
    "5, 10, 0.236593, 0.763407",
    "81, 263, 0.255289, 0.366210"
  })
  void givesWilsonsInterval(long correct, long total, double low, double high) {
    Accuracy accuracy = new Accuracy(correct, total, 0);

    assertThat(accuracy.low()).isCloseTo(low, within(1e-6));
    assertThat(accuracy.high()).isCloseTo(high, within(1e-6));
    assertThat(accuracy.value()).isBetween(accuracy.low(), accuracy.high());
  }

  @Test
  void knowsNothingWithoutQueries() {
    Accuracy nothing = new Accuracy(0, 0, 0);

    assertThat(nothing.value()).isNaN();
    assertThat(nothing.meanLoss()).isNaN();
    assertThat(nothing.low()).isZero();
    assertThat(nothing.high()).isEqualTo(1);
  }

  @Test
  void refusesMoreCorrectAnswersThanQueries() {
    assertThatThrownBy(() -> new Accuracy(3, 2, 0))
        .hasMessage("correct must be 0..total, was 3 of 2");
  }
}
