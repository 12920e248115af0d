package doublegrok.viewer.view;

import doublegrok.task.Score;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A made-up fork of a made-up run, which learns more slowly from where it was forked. */
public final class ExampleFork {
  private static final double PACE = 0.6;

  private ExampleFork() {}

  /** The fork's history until a step. */
  public static RunHistory of(String parent, String run, long atStep, long step) {
    ExampleRun like = new ExampleRun(run);
    RunHistory past = like.until(step);
    List<LossPoint> loss = new ArrayList<>();
    past.loss()
        .forEach(point -> loss.add(
            new LossPoint(point.step(), like.loss(slowed(point.step(), atStep)).mean(), 0, 0)));
    loss.replaceAll(point -> LossPoint.of(point.step(), point.mean()));
    Map<String, List<EvaluationPoint>> evaluations = new LinkedHashMap<>();
    for (long at = ExampleRun.EVALUATION_STEPS; at <= step; at += ExampleRun.EVALUATION_STEPS) {
      long seen = slowed(at, atStep) / ExampleRun.EVALUATION_STEPS * ExampleRun.EVALUATION_STEPS;
      for (EvaluationPoint point : like.evaluations(seen)) {
        evaluations
            .computeIfAbsent(point.set(), set -> new ArrayList<>())
            .add(EvaluationPoint.of(at, point.set(), point.version(), point.shots()));
      }
    }
    return new RunHistory(
        summary(past.summary(), evaluations, new RunDetails.Ancestor(parent, atStep)),
        loss,
        evaluations,
        past.series(),
        past.floors(),
        past.marks());
  }

  private static long slowed(long step, long atStep) {
    return step <= atStep ? step : atStep + Math.round((step - atStep) * PACE);
  }

  private static RunSummary summary(
      RunSummary like, Map<String, List<EvaluationPoint>> evaluations, RunDetails.Ancestor parent) {
    Map<String, Score> accuracies = new LinkedHashMap<>();
    evaluations.forEach(
        (set, points) -> accuracies.put(set, points.get(points.size() - 1).lastShot()));
    return new RunSummary(
        like.run(),
        like.family(),
        like.labels(),
        like.state(),
        Phase.of(accuracies, like.labels()).label(),
        like.step(),
        like.totalSteps(),
        like.distributionVersion(),
        like.measures(),
        accuracies,
        like.explanation(),
        like.lastCheckpointStep(),
        like.evaluatedStep(),
        like.startedAtMillis() + 1,
        like.updatedAtMillis(),
        Optional.of(parent));
  }
}
