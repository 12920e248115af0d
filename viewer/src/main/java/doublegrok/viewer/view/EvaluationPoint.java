package doublegrok.viewer.view;

import java.util.List;
import java.util.Optional;

/**
 * How one checkpoint did on one evaluation set.
 *
 * @param step step of the checkpoint
 * @param set label of the set
 * @param version distribution version that defines the set
 * @param lastShot accuracy at the largest number of shots that the set scores
 * @param allShots accuracy over all numbers of shots that the set scores
 * @param shots accuracy at each number of shots, ascending
 */
public record EvaluationPoint(
    long step,
    String set,
    int version,
    Accuracy lastShot,
    Accuracy allShots,
    List<ShotAccuracy> shots) {
  public EvaluationPoint {
    shots = List.copyOf(shots);
  }

  /** Attribution at the largest number of shots that the set scores. */
  public Optional<Mixture> lastAttribution() {
    return shots.get(shots.size() - 1).attribution();
  }

  /** Takes both accuracies from the shots, which must not be empty and must ascend. */
  public static EvaluationPoint of(long step, String set, int version, List<ShotAccuracy> shots) {
    if (shots.isEmpty()) {
      throw new IllegalArgumentException(
          "an evaluation must score at least one shot, set " + set + " at step " + step);
    }
    Accuracy last = shots.get(shots.size() - 1).accuracy();
    Accuracy all =
        shots.stream().map(ShotAccuracy::accuracy).reduce(new Accuracy(0, 0, 0), Accuracy::plus);
    return new EvaluationPoint(step, set, version, last, all, shots);
  }
}
