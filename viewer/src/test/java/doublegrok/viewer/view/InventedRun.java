package doublegrok.viewer.view;

import doublegrok.task.EvaluationSet;
import doublegrok.task.EvaluationSet.Inputs;
import doublegrok.task.EvaluationSet.Shift;
import doublegrok.task.EvaluationSet.Tasks;
import doublegrok.task.FamilyLabels;
import doublegrok.task.Score;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.LongStream;

/**
 * A run of a family that nobody knows: answers are real numbers, one set lies on an axis of its
 * own, and there are no references.
 */
public final class InventedRun {
  public static final EvaluationSet SEEN =
      new EvaluationSet("seen", Tasks.NOW, Inputs.ANY, Optional.empty(), 1);
  public static final EvaluationSet SCALED = new EvaluationSet(
      "scaled-x2", Tasks.NOW, Inputs.ANY, Optional.of(new Shift("input scale", "x2")), 4);
  private static final FamilyLabels LABELS = new FamilyLabels(List.of(SEEN, SCALED), List.of());
  private static final int EVERY = 50;

  private final String run;

  public InventedRun(String run) {
    this.run = run;
  }

  /** Half the loss at twice the step. */
  public RunHistory until(long step) {
    Map<String, List<EvaluationPoint>> evaluations = new LinkedHashMap<>();
    Map<String, Score> newest = new LinkedHashMap<>();
    for (EvaluationSet set : LABELS.sets()) {
      List<EvaluationPoint> points = LongStream.rangeClosed(1, step / EVERY)
          .mapToObj(index -> point(index * EVERY, set))
          .toList();
      evaluations.put(set.label(), points);
      newest.put(set.label(), points.get(points.size() - 1).lastShot());
    }
    List<LossPoint> loss = LongStream.rangeClosed(1, step)
        .mapToObj(at -> LossPoint.of(at, new StepMeasures(error(at, SEEN), 1e-3, 1, 1000, 0)))
        .toList();
    return new RunHistory(
        summary(step, newest), loss, evaluations, List.of(), List.of(), List.of());
  }

  private RunSummary summary(long step, Map<String, Score> newest) {
    return new RunSummary(
        run,
        "invented",
        LABELS,
        RunState.RUNNING,
        Phase.of(newest, LABELS).label(),
        step,
        1000,
        0,
        StepMeasures.unknown(),
        newest,
        Explanation.unknown(),
        OptionalLong.of(step),
        OptionalLong.of(step),
        0,
        step,
        Optional.empty());
  }

  private static EvaluationPoint point(long step, EvaluationSet set) {
    double error = error(step, set);
    Score score = Score.ofErrors(100, 100 * error, 100 * 2 * error * error);
    return EvaluationPoint.of(
        step, set.label(), 0, List.of(new ShotScore(0, score, Optional.empty())));
  }

  private static double error(long step, EvaluationSet set) {
    return (set.shift().isPresent() ? 4.0 : 1.0) * 50 / step;
  }
}
