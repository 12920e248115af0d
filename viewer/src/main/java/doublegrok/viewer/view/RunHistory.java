package doublegrok.viewer.view;

import doublegrok.explain.Alarm;
import doublegrok.log.EventDetails;
import doublegrok.task.FamilyLabels;
import doublegrok.task.Score;
import doublegrok.task.Transition;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * The whole past of a run; every list ascends by step.
 *
 * @param series single numbers that probes found, by name
 * @param floors of each distribution version, ascending
 * @param evaluations points of each set, in the order in which sets are shown
 */
public record RunHistory(
    RunSummary summary,
    List<LossPoint> loss,
    Map<String, List<EvaluationPoint>> evaluations,
    List<ProbeSeries> series,
    List<ReferenceFloors> floors,
    List<Mark> marks) {
  public RunHistory {
    loss = List.copyOf(loss);
    Map<String, List<EvaluationPoint>> copy = new LinkedHashMap<>();
    evaluations.forEach((set, points) -> copy.put(set, List.copyOf(points)));
    evaluations = Collections.unmodifiableMap(copy);
    series = List.copyOf(series);
    floors = List.copyOf(floors);
    marks = List.copyOf(marks);
  }

  /** Sets and references of the run's family. */
  public FamilyLabels labels() {
    return summary.labels();
  }

  /** Step by which a transition set in first; empty if it did not. */
  public OptionalLong onset(Transition transition) {
    return marks.stream()
        .filter(mark -> mark.kind() == MarkKind.TRANSITION
            && transition.label().equals(mark.details().get(EventDetails.TRANSITION))
            && Alarm.Kind.GAINED.label().equals(mark.details().get(EventDetails.CHANGE)))
        .mapToLong(Mark::step)
        .findFirst();
  }

  /** The furthest phase that any checkpoint was in. */
  public Phase furthestPhase() {
    Map<Long, Map<String, Score>> checkpoints = new HashMap<>();
    evaluations.forEach((set, points) -> points.forEach(point -> checkpoints
        .computeIfAbsent(point.step(), step -> new HashMap<>())
        .put(set, point.lastShot())));
    Map<String, Score> untrained = checkpoints.getOrDefault(0L, Map.of());
    return checkpoints.values().stream()
        .map(scores -> Phase.of(scores, untrained, labels()))
        .max(Comparator.naturalOrder())
        .orElse(Phase.NOT_LEARNED);
  }
}
