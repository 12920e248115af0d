package doublegrok.viewer.stream;

import doublegrok.record.SetEvaluation;
import doublegrok.viewer.view.EvaluationPoint;
import doublegrok.viewer.view.LagPoint;
import doublegrok.viewer.view.StepColumns;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/** Steps and evaluations of a run, kept for those who ask again. For one thread at a time. */
final class RunPast {
  /** An evaluation's room in that of a step. */
  private static final int STEPS_OF_EVALUATION = 10;

  private final StepColumns steps = new StepColumns();
  private final NavigableMap<Long, Map<String, Evaluated>> evaluated = new TreeMap<>();

  /** The newest shot alone is kept of an evaluation: the others are many. */
  private record Evaluated(EvaluationPoint point, long atMillis) {
    static Evaluated of(SetEvaluation evaluation) {
      EvaluationPoint whole = ViewMapping.of(evaluation);
      int last = whole.shots().size() - 1;
      EvaluationPoint slim = new EvaluationPoint(
          whole.step(),
          whole.set(),
          whole.version(),
          whole.lastShot(),
          whole.allShots(),
          whole.shots().subList(last, last + 1));
      return new Evaluated(slim, evaluation.getEvaluatedAtMillis().toEpochMilli());
    }
  }

  StepColumns steps() {
    return steps;
  }

  /** Forgets what lies at this step or behind it. */
  void cutStepsFrom(long step) {
    steps.cutFrom(step);
  }

  /** Forgets the evaluations of the checkpoint at this step and of later ones. */
  void cutEvaluationsFrom(long step) {
    evaluated.tailMap(step, true).clear();
  }

  /** The last checkpoint that has an evaluation; -1 if there is none. */
  long lastEvaluated() {
    return evaluated.isEmpty() ? -1 : evaluated.lastKey();
  }

  void add(SetEvaluation evaluation) {
    evaluated
        .computeIfAbsent(evaluation.getStep(), step -> new LinkedHashMap<>())
        .put(evaluation.getSet(), Evaluated.of(evaluation));
  }

  /** The points of every set, in no order. */
  Map<String, List<EvaluationPoint>> sets() {
    Map<String, List<EvaluationPoint>> sets = new HashMap<>();
    evaluated
        .values()
        .forEach(bySet -> bySet.forEach(
            (set, each) -> sets.computeIfAbsent(set, name -> new ArrayList<>()).add(each.point())));
    return sets;
  }

  /** When the last set of each checkpoint was evaluated; what is evaluated again counts as late. */
  List<LagPoint> lag() {
    List<LagPoint> lag = new ArrayList<>();
    evaluated.forEach((step, bySet) -> {
      long at = bySet.values().stream().mapToLong(Evaluated::atMillis).max().orElseThrow();
      lag.add(new LagPoint(Math.max(step, steps.stepAt(at)), step));
    });
    lag.sort(Comparator.comparingLong(LagPoint::step).thenComparing(LagPoint::evaluatedStep));
    return lag;
  }

  /** Its room, in that of a step. */
  long size() {
    return steps.size()
        + (long) STEPS_OF_EVALUATION
            * evaluated.values().stream().mapToInt(Map::size).sum();
  }
}
