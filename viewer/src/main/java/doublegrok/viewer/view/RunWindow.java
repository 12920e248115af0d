package doublegrok.viewer.view;

import doublegrok.task.Score;
import doublegrok.task.finding.Scalar;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntToDoubleFunction;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;

/**
 * The part of a run's past that a window asks for. Where a list would have more points than the
 * window allows, the extremes stay; no point is made up.
 *
 * @param history with what is left of each list; marks other than checkpoints are all there
 * @param means over the steps of a curve that is thinned; empty if it has every step
 * @param lag of the evaluator, ascending by step
 * @param thinned for each list how much of it there is
 */
public record RunWindow(
    RunHistory history, List<StepMeans> means, List<LagPoint> lag, Map<String, Kept> thinned) {
  /** More would leave a window no room. */
  private static final int MOST_MEASURES = 64;

  public RunWindow {
    means = List.copyOf(means);
    lag = List.copyOf(lag);
    thinned = Map.copyOf(thinned);
  }

  /**
   * Extent to which a list is there.
   *
   * @param points that are told
   * @param of those that the window has
   */
  public record Kept(int points, int of) {}

  /**
   * The part that a window asks for.
   *
   * @param whole all but the curve, which it need not have
   * @param steps the curve
   * @param lag all of it, ascending
   */
  public static RunWindow of(
      RunHistory whole, StepColumns steps, List<LagPoint> lag, StepWindow window) {
    Map<String, Kept> kept = new LinkedHashMap<>();
    List<LossPoint> loss = steps.points(window);
    kept.put("loss", new Kept(loss.size(), steps.count(window)));
    Map<String, List<EvaluationPoint>> evaluations = evaluations(whole, window, kept);
    List<ProbeSeries> series = whole.series().stream()
        .map(each -> series(each, window, kept))
        .filter(each -> !each.points().isEmpty())
        .toList();
    List<LagPoint> lags =
        chosen("lag", lag, LagPoint::step, List.of(i -> lag(lag.get(i))), window, kept);
    RunHistory part = new RunHistory(
        whole.summary(), loss, evaluations, series, whole.floors(), marks(whole, window, kept));
    return new RunWindow(part, steps.means(window), lags, kept);
  }

  private static Map<String, List<EvaluationPoint>> evaluations(
      RunHistory whole, StepWindow window, Map<String, Kept> kept) {
    Map<String, List<EvaluationPoint>> evaluations = new LinkedHashMap<>();
    int share = window.points() / Math.max(1, whole.evaluations().size());
    Kept all = new Kept(0, 0);
    for (Map.Entry<String, List<EvaluationPoint>> set : whole.evaluations().entrySet()) {
      List<EvaluationPoint> points = set.getValue();
      List<IntToDoubleFunction> measures = List.of(
          i -> measure(points.get(i).lastShot()), i -> measure(points.get(i).allShots()));
      List<EvaluationPoint> some = some(points, EvaluationPoint::step, measures, window, share);
      evaluations.put(set.getKey(), some);
      all = new Kept(
          all.points() + some.size(), all.of() + count(points, EvaluationPoint::step, window));
    }
    kept.put("evaluations", all);
    return evaluations;
  }

  /** What the charts show of a set. */
  private static double measure(Score score) {
    return score.hasAnswers() ? score.accuracy() : score.meanLoss();
  }

  private static List<Mark> marks(RunHistory whole, StepWindow window, Map<String, Kept> kept) {
    List<Mark> checkpoints = whole.marks().stream()
        .filter(mark -> mark.kind() == MarkKind.CHECKPOINT)
        .toList();
    Set<Mark> told = new LinkedHashSet<>(
        chosen("checkpoints", checkpoints, Mark::step, List.of(), window, kept));
    return whole.marks().stream()
        .filter(mark -> mark.kind() != MarkKind.CHECKPOINT || told.contains(mark))
        .toList();
  }

  /** A number that a point has not counts as 0, as a share would. */
  private static ProbeSeries series(ProbeSeries whole, StepWindow window, Map<String, Kept> kept) {
    List<ProbeSeries.Point> points = whole.points();
    List<Map<String, Double>> values = points.stream()
        .map(point -> point.finding().scalars().stream()
            .collect(Collectors.toMap(Scalar::label, Scalar::value, (one, other) -> one)))
        .toList();
    Set<String> labels = new LinkedHashSet<>();
    values.forEach(each -> labels.addAll(each.keySet()));
    List<IntToDoubleFunction> measures = labels.stream()
        .limit(MOST_MEASURES)
        .<IntToDoubleFunction>map(label -> i -> values.get(i).getOrDefault(label, 0.0))
        .toList();
    List<ProbeSeries.Point> some =
        chosen("series " + whole.name(), points, ProbeSeries.Point::step, measures, window, kept);
    return new ProbeSeries(whole.name(), some);
  }

  private static double lag(LagPoint point) {
    return point.step() - point.evaluatedStep();
  }

  private static <P> List<P> chosen(
      String name,
      List<P> points,
      ToLongFunction<P> step,
      List<IntToDoubleFunction> measures,
      StepWindow window,
      Map<String, Kept> kept) {
    List<P> some = some(points, step, measures, window, window.points());
    kept.put(name, new Kept(some.size(), count(points, step, window)));
    return some;
  }

  private static <P> List<P> some(
      List<P> points,
      ToLongFunction<P> step,
      List<IntToDoubleFunction> measures,
      StepWindow window,
      int most) {
    Thinning.Series series =
        new Thinning.Series(points.size(), i -> step.applyAsLong(points.get(i)), measures);
    return Arrays.stream(Thinning.chosen(series, window, most))
        .mapToObj(points::get)
        .toList();
  }

  private static <P> int count(List<P> points, ToLongFunction<P> step, StepWindow window) {
    return (int)
        points.stream().filter(each -> window.has(step.applyAsLong(each))).count();
  }
}
