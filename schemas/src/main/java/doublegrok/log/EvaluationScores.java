package doublegrok.log;

import doublegrok.record.SetEvaluation;
import doublegrok.record.ShotCount;
import doublegrok.task.Score;
import java.util.List;
import java.util.Optional;

/** Mapping between evaluation records and scores. */
public final class EvaluationScores {
  private EvaluationScores() {}

  /** The score at one number of shots. */
  public static Score of(ShotCount count) {
    Double squares = count.getSummedSquares();
    return squares == null
        ? Score.ofAnswers(count.getCorrect(), count.getTotal(), count.getSummedLoss())
        : Score.ofErrors(count.getTotal(), count.getSummedLoss(), squares);
  }

  /** The record of a score at one number of shots, which is explained by no references yet. */
  public static ShotCount record(int shot, Score score) {
    return ShotCount.newBuilder()
        .setShot(shot)
        .setCorrect(score.correct().orElse(0))
        .setTotal(score.total())
        .setSummedLoss(score.summedLoss())
        .setSummedSquares(score.hasAnswers() ? null : score.summedSquares().orElse(Double.NaN))
        .build();
  }

  /** The score at the largest number of shots that the set scores; empty if it scores none. */
  public static Optional<Score> lastShot(SetEvaluation evaluation) {
    List<ShotCount> shots = evaluation.getShots();
    return shots.isEmpty() ? Optional.empty() : Optional.of(of(shots.get(shots.size() - 1)));
  }
}
