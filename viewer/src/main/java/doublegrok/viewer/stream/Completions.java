package doublegrok.viewer.stream;

import doublegrok.explain.AccuracyCurve;
import doublegrok.explain.Completion;
import doublegrok.task.EvaluationSet;
import doublegrok.task.FamilyLabels;
import doublegrok.task.Transition;
import doublegrok.viewer.view.EvaluationPoint;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Accuracy curves of a run, and the completions of its transitions that they tell. */
final class Completions {
  private final Map<String, AccuracyCurve> bySet = new HashMap<>();

  void add(EvaluationPoint point) {
    bySet
        .computeIfAbsent(point.set(), set -> new AccuracyCurve())
        .add(point.step(), point.version(), point.lastShot());
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
