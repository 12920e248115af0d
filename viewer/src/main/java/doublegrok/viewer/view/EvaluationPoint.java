package doublegrok.viewer.view;

import doublegrok.task.Score;
import java.util.List;
import java.util.Optional;

/**
 * Result of one checkpoint on one evaluation set.
 *
 * @param step step of the checkpoint
 * @param set label of the set
 * @param version distribution version that defines the set
 * @param lastShot score at the largest number of shots that the set scores
 * @param allShots score over all numbers of shots that the set scores
 * @param shots score at each number of shots, ascending
 */
public record EvaluationPoint(
    long step, String set, int version, Score lastShot, Score allShots, List<ShotScore> shots) {
  public EvaluationPoint {
    shots = List.copyOf(shots);
  }

  /** Attribution at the largest number of shots that the set scores. */
  public Optional<Mixture> lastAttribution() {
    return shots.get(shots.size() - 1).attribution();
  }

  /** Takes both scores from the shots, which must not be empty and must ascend. */
  public static EvaluationPoint of(long step, String set, int version, List<ShotScore> shots) {
    if (shots.isEmpty()) {
      throw new IllegalArgumentException(
          "an evaluation must score at least one shot, set " + set + " at step " + step);
    }
    Score last = shots.get(shots.size() - 1).score();
    Score all = shots.stream().map(ShotScore::score).reduce(Score::plus).orElseThrow();
    return new EvaluationPoint(step, set, version, last, all, shots);
  }
}
