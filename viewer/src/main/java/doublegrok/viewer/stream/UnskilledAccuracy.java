package doublegrok.viewer.stream;

import doublegrok.control.RunOrigin;
import doublegrok.log.EvaluationScores;
import doublegrok.log.RecordKeys;
import doublegrok.record.ForkRun;
import doublegrok.record.ReferenceLevels;
import doublegrok.record.SetEvaluation;
import doublegrok.record.SetLevels;
import doublegrok.task.EvaluationSet;
import doublegrok.task.FamilyLabels;
import doublegrok.task.Reference;
import doublegrok.task.Score;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Accuracy on a set without the skill that the set asks for. What is right by accident is no skill,
 * as where the answer is the question: neither what is right before any training, nor what is right
 * by repetition of the last token.
 */
final class UnskilledAccuracy {
  private static final int ANCESTORS_MAX = 1000;

  private final ViewStores stores;
  private final RepeatedToken repeated;

  UnskilledAccuracy(ViewStores stores) {
    this.stores = stores;
    this.repeated = new RepeatedToken(stores);
  }

  /**
   * The best last-shot accuracy of the references that have less skill, or what the family says
   * where there are none, and of what is right by accident; empty if the levels lack the set or
   * these references, or if an accuracy is none.
   */
  Optional<Double> of(
      EvaluationSet set, SetEvaluation evaluation, ReferenceLevels levels, FamilyLabels known) {
    return unskilled(set, levels, known)
        .map(each -> Math.max(each, untrained(evaluation.getRun(), set)))
        .map(each -> Math.max(each, repeated.accuracy(evaluation)));
  }

  private static Optional<Double> unskilled(
      EvaluationSet set, ReferenceLevels levels, FamilyLabels known) {
    List<String> unskilled = known.unskilled(set).stream().map(Reference::label).toList();
    if (unskilled.isEmpty()) {
      return Optional.ofNullable(known.unskilled().get(set));
    }
    return levels.getSets().stream()
        .filter(each -> each.getSet().equals(set.label()) && !each.getShots().isEmpty())
        .findFirst()
        .flatMap(each -> best(unskilled, each, levels.getReferences()));
  }

  /** That of the model before any training, of a fork its first ancestor; 0 if it is not known. */
  private double untrained(String run, EvaluationSet set) {
    String first = run;
    Optional<String> parent = parent(first);
    for (int depth = 0; parent.isPresent() && depth < ANCESTORS_MAX; depth++) {
      first = parent.get();
      parent = parent(first);
    }
    return stores
        .evaluations()
        .at(RecordKeys.evaluation(first, 0, set.label()))
        .flatMap(EvaluationScores::lastShot)
        .map(Score::accuracy)
        .filter(accuracy -> accuracy >= 0)
        .orElse(0.0);
  }

  private Optional<String> parent(String run) {
    return stores.origin(run).flatMap(RunOrigin::fork).map(ForkRun::getParent);
  }

  private static Optional<Double> best(
      List<String> unskilled, SetLevels set, List<String> references) {
    List<Double> accuracies = set.getShots().get(set.getShots().size() - 1).getAccuracies();
    if (accuracies.size() != references.size()) {
      return Optional.empty();
    }
    List<Double> found = unskilled.stream()
        .map(references::indexOf)
        .filter(place -> place >= 0)
        .map(accuracies::get)
        .toList();
    return found.stream().allMatch(each -> each >= 0 && each <= 1)
        ? found.stream().max(Comparator.naturalOrder())
        : Optional.empty();
  }
}
