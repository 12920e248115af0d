package doublegrok.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

final class SamplesTest {
  @Test
  void theMedianOfAnOddNumberIsTheMiddleOne() {
    Samples samples = Samples.of(9, 1, 4);

    assertThat(samples.median()).isEqualTo(4);
    assertThat(samples.least()).isEqualTo(1);
    assertThat(samples.greatest()).isEqualTo(9);
  }

  @Test
  void theMedianOfAnEvenNumberIsTheMeanOfTheMiddleTwo() {
    assertThat(Samples.of(8, 1, 4, 2).median()).isEqualTo(3);
  }

  @Test
  void aRatioIsTakenRoundByRound() {
    Samples ratio = Samples.of(2, 30, 8).over(Samples.of(1, 10, 2));

    assertThat(ratio).isEqualTo(Samples.of(2, 3, 4));
  }

  @Test
  void everyValueIsMapped() {
    assertThat(Samples.of(2, 3).map(each -> 10 * each)).isEqualTo(Samples.of(20, 30));
  }

  @Test
  void samplesOfOtherRoundsHaveNoRatio() {
    assertThatThrownBy(() -> Samples.of(1, 2).over(Samples.of(1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("2 and 1");
  }

  @Test
  void nothingIsNoSample() {
    assertThatThrownBy(Samples::of).isInstanceOf(IllegalArgumentException.class);
  }
}
