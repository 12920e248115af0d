package doublegrok.log;

import doublegrok.record.SetEvaluation;
import doublegrok.record.ShotCount;
import doublegrok.task.Score;
import java.util.List;
import java.util.Optional;

/** Mapping from evaluation records to scores. */
public final class EvaluationScores {
  private EvaluationScores() {}

  /** The score at one number of shots. */
  public static Score of(ShotCount count) {
    return Score.ofAnswers(count.getCorrect(), count.getTotal(), count.getSummedLoss());
  }

  /** The score at the largest number of shots that the set scores; empty if it scores none. */
  public static Optional<Score> lastShot(SetEvaluation evaluation) {
    List<ShotCount> shots = evaluation.getShots();
    return shots.isEmpty() ? Optional.empty() : Optional.of(of(shots.get(shots.size() - 1)));
  }
}
