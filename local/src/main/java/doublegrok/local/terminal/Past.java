package doublegrok.local.terminal;

import doublegrok.task.Score;
import doublegrok.viewer.view.EvaluationPoint;
import doublegrok.viewer.view.LiveUpdate;
import doublegrok.viewer.view.LossPoint;
import doublegrok.viewer.view.RunHistory;
import java.util.HashMap;
import java.util.Map;

/** Past of a run, as far as sparklines show it. */
final class Past {
  private static final double LEAST_LOSS = 1e-6; // a logarithm is taken of it

  private final Trace loss = new Trace();
  private final Map<String, Trace> accuracies = new HashMap<>();
  private final Map<String, Trace> errors = new HashMap<>();

  void take(RunHistory history) {
    history.loss().forEach(this::take);
    history.evaluations().values().forEach(points -> points.forEach(this::take));
  }

  void take(LiveUpdate update) {
    if (update instanceof LiveUpdate.LossReported reported) {
      take(reported.point());
    } else if (update instanceof LiveUpdate.Evaluated evaluated) {
      take(evaluated.point());
    }
  }

  String loss(int width) {
    return Sparkline.logarithmic(loss.columns(width));
  }

  /** Accuracy on a set, or its loss where no answer is right or wrong. */
  String score(String set, int width) {
    if (errors.containsKey(set)) {
      return Sparkline.logarithmic(errors.get(set).columns(width));
    }
    return Sparkline.of(accuracies.computeIfAbsent(set, name -> new Trace()).columns(width), 0, 1);
  }

  private void take(LossPoint point) {
    loss.put(point.step(), Math.max(LEAST_LOSS, point.mean().loss()));
  }

  private void take(EvaluationPoint point) {
    Score score = point.lastShot();
    Map<String, Trace> traces = score.hasAnswers() ? accuracies : errors;
    double value = score.hasAnswers() ? score.accuracy() : Math.max(LEAST_LOSS, score.meanLoss());
    traces.computeIfAbsent(point.set(), name -> new Trace()).put(point.step(), value);
  }
}
