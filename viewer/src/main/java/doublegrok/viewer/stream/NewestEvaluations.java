package doublegrok.viewer.stream;

import doublegrok.task.FamilyLabels;
import doublegrok.viewer.view.EvaluationPoint;
import doublegrok.viewer.view.ShotScore;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * Evaluations of the newest checkpoint that has one. Of the attributions only that of the last shot
 * is kept: all of them would take the greater part of a run's room.
 */
final class NewestEvaluations {
  private final Map<String, EvaluationPoint> bySet = new TreeMap<>();
  private OptionalLong step = OptionalLong.empty();

  void add(EvaluationPoint point) {
    if (step.isPresent() && point.step() < step.getAsLong()) {
      return;
    }
    if (step.isEmpty() || point.step() > step.getAsLong()) {
      bySet.clear();
      step = OptionalLong.of(point.step());
    }
    bySet.put(point.set(), slim(point));
  }

  /** The checkpoint's step. */
  OptionalLong step() {
    return step;
  }

  /** In the order in which a family's sets are shown. */
  List<EvaluationPoint> inOrder(FamilyLabels labels) {
    return List.copyOf(labels.inOrder(bySet).values());
  }

  /** The same without the attributions of all shots but the last. */
  static EvaluationPoint slim(EvaluationPoint point) {
    int last = point.shots().size() - 1;
    List<ShotScore> shots = new ArrayList<>();
    for (int shot = 0; shot < last; shot++) {
      ShotScore whole = point.shots().get(shot);
      shots.add(new ShotScore(whole.shot(), whole.score(), Optional.empty()));
    }
    shots.add(point.shots().get(last));
    return new EvaluationPoint(
        point.step(), point.set(), point.version(), point.lastShot(), point.allShots(), shots);
  }
}
