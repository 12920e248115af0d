package doublegrok.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ScoreTest {
  // The roots of |p - c/n| = z sqrt(p (1 - p) / n), solved apart from the program.
  @ParameterizedTest
  @CsvSource({
    "0, 10, 0, 0.277533",
    "10, 10, 0.722467, 1",
    "5, 10, 0.236593, 0.763407",
    "81, 263, 0.255289, 0.366210"
  })
  void givesWilsonsInterval(long correct, long total, double low, double high) {
    Score score = Score.ofAnswers(correct, total, 0);

    assertThat(score.low()).isCloseTo(low, within(1e-6));
    assertThat(score.high()).isCloseTo(high, within(1e-6));
    assertThat(score.accuracy()).isBetween(score.low(), score.high());
  }

  @Test
  void knowsNothingWithoutQueries() {
    Score nothing = Score.none();

    assertThat(nothing.accuracy()).isNaN();
    assertThat(nothing.meanLoss()).isNaN();
    assertThat(nothing.low()).isZero();
    assertThat(nothing.high()).isEqualTo(1);
  }

  @Test
  void refusesMoreCorrectAnswersThanQueries() {
    assertThatThrownBy(() -> Score.ofAnswers(3, 2, 0))
        .hasMessage("correct must be 0..total, was 3 of 2");
  }

  @Test
  void realNumbersHaveALossAndNoAccuracy() {
    Score errors = Score.ofErrors(4, 1 + 2 + 3 + 6, 1 + 4 + 9 + 36);

    assertThat(errors.hasAnswers()).isFalse();
    assertThat(errors.meanLoss()).isEqualTo(3);
    assertThat(errors.lossError()).isCloseTo(Math.sqrt(14.0 / 3 / 4), within(1e-12));
    assertThat(errors.accuracy()).isNaN();
    assertThat(errors.low()).isNaN();
    assertThat(errors.high()).isNaN();
  }

  @Test
  void scoresOfTwoSetsOfQueriesAdd() {
    assertThat(Score.ofAnswers(1, 2, 0.5).plus(Score.ofAnswers(2, 3, 0.25)))
        .isEqualTo(Score.ofAnswers(3, 5, 0.75));
    assertThat(Score.ofErrors(2, 4, 8).plus(Score.ofErrors(1, 3, 9)))
        .isEqualTo(Score.ofErrors(3, 7, 17));
    assertThat(Score.ofErrors(2, 4, 8).plus(Score.ofAnswers(1, 1, 0)).hasAnswers())
        .isFalse();
  }
}
