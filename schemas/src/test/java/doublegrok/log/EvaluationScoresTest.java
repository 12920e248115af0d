package doublegrok.log;

import static org.assertj.core.api.Assertions.assertThat;

import doublegrok.record.SetEvaluation;
import doublegrok.record.ShotCount;
import doublegrok.task.Score;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

final class EvaluationScoresTest {
  @Test
  void aScoreOfAnswersAndOneOfErrorsComeBackFromTheirRecords() {
    for (Score score : List.of(Score.ofAnswers(3, 8, 1.5), Score.ofErrors(8, 1.5, 0.75))) {
      ShotCount count = EvaluationScores.record(4, score);

      assertThat(count.getShot()).isEqualTo(4);
      assertThat(EvaluationScores.of(count)).isEqualTo(score);
    }
  }

  @Test
  void theLastShotIsTheOneWithMostExamples() {
    List<ShotCount> shots = List.of(
        EvaluationScores.record(0, Score.ofAnswers(1, 8, 9)),
        EvaluationScores.record(5, Score.ofAnswers(7, 8, 2)));

    assertThat(EvaluationScores.lastShot(evaluation(shots))).contains(Score.ofAnswers(7, 8, 2));
    assertThat(EvaluationScores.lastShot(evaluation(List.of()))).isEmpty();
  }

  private static SetEvaluation evaluation(List<ShotCount> shots) {
    return new SetEvaluation("r", 1L, "ood", 0, "0", 8, shots, 0.1, Instant.EPOCH);
  }
}
