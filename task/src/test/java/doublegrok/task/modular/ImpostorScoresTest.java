package doublegrok.task.modular;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

final class ImpostorScoresTest {
  /** Differences .75, -.25 and .5: mean 1/3, variance .270833, both by hand. */
  @Test
  void scoresAreMeansWithTheirStandardError() {
    ImpostorScores scores = new ImpostorScores(2);
    double[] probabilities = {9, 0.875, 0.125, 0, 0.25, 0.5, 0.25, 0.25, 0.75, 0};

    scores.add(1, probabilities, 1, 0, 1);
    scores.add(1, probabilities, 4, 0, 1);
    scores.add(1, probabilities, 7, 1, 0);

    ImpostorScore score = scores.scores().get(1);
    assertThat(score.probes()).isEqualTo(3);
    assertThat(score.impostor()).isCloseTo((0.875 + 0.25 + 0.75) / 3, within(1e-15));
    assertThat(score.truth()).isCloseTo((0.125 + 0.5 + 0.25) / 3, within(1e-15));
    assertThat(score.score()).isCloseTo(1 / 3.0, within(1e-15));
    assertThat(score.standardError()).isCloseTo(Math.sqrt(0.270833333333 / 3), within(1e-9));
    assertThat(scores.scores().get(0).probes()).isZero();
  }

  @Test
  void nothingIsKnownOfTooFewProbesOrNoNumbers() {
    ImpostorScores scores = new ImpostorScores(3);
    scores.add(1, new double[] {1, 0}, 0, 0, 1);
    scores.add(2, new double[] {0.5, 0.5}, 0, 0, 1);
    scores.add(2, new double[] {Double.NaN, 0.5}, 0, 0, 1);
    scores.add(2, new double[] {0.5, 0.5}, 0, 0, 1);

    assertThat(scores.scores().get(0).score()).isNaN();
    assertThat(scores.scores().get(0).impostor()).isNaN();
    assertThat(scores.scores().get(1).score()).isEqualTo(1);
    assertThat(scores.scores().get(1).standardError()).isNaN();
    assertThat(scores.scores().get(2).score()).isNaN();
    assertThat(scores.scores().get(2).standardError()).isNaN();
  }
}
