package doublegrok.viewer.stream;

import doublegrok.record.ReferenceLevels;
import doublegrok.record.SetLevels;
import doublegrok.task.EvaluationSet;
import doublegrok.task.Reference;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What a model scores on a set without the skill that the set asks for. */
final class UnskilledAccuracy {
  private static final Set<Reference> GUESSES = EnumSet.of(Reference.COPY, Reference.UNIFORM);
  private static final Set<Reference> EXAMPLES =
      EnumSet.of(Reference.TABLE, Reference.COPY, Reference.UNIFORM);
  private static final Set<Reference> TASKS =
      EnumSet.of(Reference.SWITCHBOARD, Reference.TABLE, Reference.COPY, Reference.UNIFORM);

  /** The references that have not learned to solve the set; ratio serves never-trained tasks. */
  private static final Map<EvaluationSet, Set<Reference>> UNSKILLED = new EnumMap<>(Map.of(
      EvaluationSet.ID_TRAIN, GUESSES,
      EvaluationSet.ID_TEST, EXAMPLES,
      EvaluationSet.OOD_TRAIN, TASKS,
      EvaluationSet.OOD_TEST, TASKS,
      EvaluationSet.OOD, TASKS,
      EvaluationSet.FORMERLY_ID_TRAIN, TASKS,
      EvaluationSet.FORMERLY_ID_TEST, TASKS));

  private UnskilledAccuracy() {}

  /**
   * The best last-shot accuracy of those references; empty if the levels lack the set or
   * these references, or if an accuracy is none.
   */
  static Optional<Double> of(EvaluationSet set, ReferenceLevels levels) {
    return levels.getSets().stream()
        .filter(each -> each.getSet().equals(set.label()) && !each.getShots().isEmpty())
        .findFirst()
        .flatMap(each -> best(UNSKILLED.get(set), each, levels.getReferences()));
  }

  private static Optional<Double> best(
      Set<Reference> unskilled, SetLevels set, List<String> references) {
    List<Double> accuracies = set.getShots().get(set.getShots().size() - 1).getAccuracies();
    if (accuracies.size() != references.size()) {
      return Optional.empty();
    }
    List<Double> found = unskilled.stream()
        .map(each -> references.indexOf(each.label()))
        .filter(place -> place >= 0)
        .map(accuracies::get)
        .toList();
    return found.stream().allMatch(each -> each >= 0 && each <= 1)
        ? found.stream().max(Comparator.naturalOrder())
        : Optional.empty();
  }
}
