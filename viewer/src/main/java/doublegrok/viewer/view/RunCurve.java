package doublegrok.viewer.view;

import doublegrok.task.Score;
import doublegrok.task.finding.Scalar;
import java.util.ArrayList;
import java.util.List;

/**
 * One number of a run over its steps.
 *
 * @param steps ascending
 * @param values at these steps
 */
public record RunCurve(String run, List<Long> steps, List<Double> values) {
  private static final String SPECTRUM = "spectrum";

  public RunCurve {
    steps = List.copyOf(steps);
    values = List.copyOf(values);
  }

  /** That of a measure; without points for one that is no curve, such as a step of completion. */
  public static RunCurve of(RunHistory history, String measure) {
    List<Long> steps = new ArrayList<>();
    List<Double> values = new ArrayList<>();
    if (measure.equals("loss")) {
      history.loss().forEach(each -> add(steps, values, each.step(), each.mean().loss()));
    }
    history
        .evaluations()
        .values()
        .forEach(points -> points.stream()
            .filter(each -> RunMeasures.label(each.set(), score(each)).equals(measure))
            .forEach(each -> add(steps, values, each.step(), RunMeasures.of(score(each)))));
    for (ProbeSeries series : history.series()) {
      String probe = "probe." + series.name() + ".";
      for (ProbeSeries.Point point : series.points()) {
        for (Scalar each : point.finding().scalars()) {
          boolean share = series.name().equals(SPECTRUM) && measure.equals("share." + each.label());
          if (share || measure.equals(probe + each.label())) {
            add(steps, values, point.step(), each.value());
          }
        }
      }
    }
    return new RunCurve(history.summary().run(), steps, values);
  }

  private static Score score(EvaluationPoint point) {
    return point.lastShot();
  }

  private static void add(List<Long> steps, List<Double> values, long step, double value) {
    if (Double.isFinite(value)) {
      steps.add(step);
      values.add(value);
    }
  }
}
