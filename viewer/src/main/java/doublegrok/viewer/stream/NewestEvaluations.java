package doublegrok.viewer.stream;

import doublegrok.task.EvaluationSet;
import doublegrok.viewer.view.EvaluationPoint;
import doublegrok.viewer.view.ShotAccuracy;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Evaluations of the newest checkpoint that has one. Of the attributions only that of the last shot
 * is kept: all of them would take the greater part of a run's room.
 */
final class NewestEvaluations {
  private final Map<String, EvaluationPoint> bySet = new HashMap<>();
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

  /** Those of known sets, in the order in which sets are shown. */
  List<EvaluationPoint> inOrder() {
    List<EvaluationPoint> ordered = new ArrayList<>();
    for (EvaluationSet set : EvaluationSet.values()) {
      Optional.ofNullable(bySet.get(set.label())).ifPresent(ordered::add);
    }
    return ordered;
  }

  /** The same without the attributions of all shots but the last. */
  static EvaluationPoint slim(EvaluationPoint point) {
    int last = point.shots().size() - 1;
    List<ShotAccuracy> shots = new ArrayList<>();
    for (int shot = 0; shot < last; shot++) {
      ShotAccuracy whole = point.shots().get(shot);
      shots.add(new ShotAccuracy(whole.shot(), whole.accuracy(), Optional.empty()));
    }
    shots.add(point.shots().get(last));
    return new EvaluationPoint(
        point.step(), point.set(), point.version(), point.lastShot(), point.allShots(), shots);
  }
}
