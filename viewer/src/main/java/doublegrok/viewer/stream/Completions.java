package doublegrok.viewer.stream;

import doublegrok.explain.AccuracyCurve;
import doublegrok.explain.Completion;
import doublegrok.explain.fade.Fade;
import doublegrok.explain.fade.FadeCurve;
import doublegrok.explain.fade.Moment;
import doublegrok.task.EvaluationSet;
import doublegrok.task.FamilyLabels;
import doublegrok.task.Transition;
import doublegrok.viewer.view.EvaluationPoint;
import doublegrok.viewer.view.Mixture;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Accuracy curves of a run, and the completions and the fades that they tell. */
final class Completions {
  private final Map<String, AccuracyCurve> bySet = new HashMap<>();
  private final Map<String, FadeCurve> fading = new HashMap<>();

  void add(EvaluationPoint point) {
    bySet
        .computeIfAbsent(point.set(), set -> new AccuracyCurve())
        .add(point.step(), point.version(), point.lastShot());
    fading.computeIfAbsent(point.set(), set -> new FadeCurve()).add(moment(point));
  }

  static Moment moment(EvaluationPoint point) {
    Map<String, Double> shares = point.lastAttribution().map(Mixture::shares).orElseGet(Map::of);
    return new Moment(point.step(), point.version(), point.lastShot(), shares);
  }

  /** What has become of each set's best, in the order in which sets are shown. */
  Map<String, Fade> fades(FamilyLabels labels) {
    Map<String, Fade> found = new LinkedHashMap<>();
    for (EvaluationSet set : labels.sets()) {
      Optional.ofNullable(fading.get(set.label()))
          .flatMap(FadeCurve::fade)
          .ifPresent(each -> found.put(set.label(), each));
    }
    return found;
  }

  /**
   * Where each transition was completed, in the order in which sets are shown: of several sets that
   * show the same, where it was first.
   */
  Map<Transition, Completion> of(FamilyLabels labels) {
    Map<Transition, Completion> found = new LinkedHashMap<>();
    for (EvaluationSet set : labels.sets()) {
      Optional.ofNullable(bySet.get(set.label()))
          .filter(curve -> set.tellsGeneralisation())
          .flatMap(AccuracyCurve::completion)
          .ifPresent(each -> found.merge(
              Transition.gain(set),
              each,
              (one, other) -> one.step() <= other.step() ? one : other));
    }
    return found;
  }
}
