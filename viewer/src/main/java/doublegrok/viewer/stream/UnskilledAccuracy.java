package doublegrok.viewer.stream;

import doublegrok.log.EvaluationScores;
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

/** Accuracy on a set without the skill that the set asks for. */
final class UnskilledAccuracy {
  private UnskilledAccuracy() {}

  /**
   * The best last-shot accuracy of the references that have less skill, or what the family says
   * where there are none; empty if the levels lack the set or these references, or if an accuracy
   * is none.
   */
  static Optional<Double> of(EvaluationSet set, ReferenceLevels levels, FamilyLabels known) {
    List<String> unskilled = known.unskilled(set).stream().map(Reference::label).toList();
    if (unskilled.isEmpty()) {
      return Optional.ofNullable(known.unskilled().get(set));
    }
    return levels.getSets().stream()
        .filter(each -> each.getSet().equals(set.label()) && !each.getShots().isEmpty())
        .findFirst()
        .flatMap(each -> best(unskilled, each, levels.getReferences()));
  }

  /**
   * That of the model before any training, by its evaluation: what is right by accident, as where
   * the answer is the question, is no skill. 0 if no answer is right or wrong.
   */
  static double untrained(SetEvaluation first) {
    return EvaluationScores.lastShot(first)
        .map(Score::accuracy)
        .filter(accuracy -> accuracy >= 0)
        .orElse(0.0);
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
