package doublegrok.task;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Evaluation sets and references of a family, in the order in which they are shown.
 *
 * @param sets all that the family can have
 * @param references all that it can have; empty if it has none
 * @param unskilled accuracy without the skill that a set asks for, of the sets for which no
 *     reference tells it
 * @param phaseSet the set that tells the phases of grokking
 */
public record FamilyLabels(
    List<EvaluationSet> sets,
    List<Reference> references,
    Map<EvaluationSet, Double> unskilled,
    Optional<EvaluationSet> phaseSet) {
  public FamilyLabels {
    sets = List.copyOf(sets);
    references = List.copyOf(references);
    unskilled = Map.copyOf(unskilled);
  }

  /** Those of a family whose references tell what a model has without skill, if anything does. */
  public FamilyLabels(List<EvaluationSet> sets, List<Reference> references) {
    this(sets, references, Map.of(), Optional.empty());
  }

  /** Those of a family. */
  public static FamilyLabels of(Family family) {
    Map<EvaluationSet, Double> unskilled = new HashMap<>();
    for (EvaluationSet set : family.evaluationSets()) {
      if (unskilled(family.references(), set).isEmpty()) {
        family
            .unskilledAccuracy(set)
            .filter(accuracy -> accuracy >= 0 && accuracy <= 1)
            .ifPresent(accuracy -> unskilled.put(set, accuracy));
      }
    }
    return new FamilyLabels(
        family.evaluationSets(), family.references(), unskilled, family.phaseSet());
  }

  /** Those of a family that is not known: none. */
  public static FamilyLabels unknown() {
    return new FamilyLabels(List.of(), List.of());
  }

  /** The references that have less skill than a set asks for. */
  public List<Reference> unskilled(EvaluationSet set) {
    return unskilled(references, set);
  }

  private static List<Reference> unskilled(List<Reference> references, EvaluationSet set) {
    return references.stream()
        .filter(each -> each.skill().compareTo(set.asks()) < 0)
        .toList();
  }

  /** The set of this label. */
  public Optional<EvaluationSet> set(String label) {
    return sets.stream().filter(each -> each.label().equals(label)).findFirst();
  }

  /** The entries by set, in the order in which sets are shown; of unknown sets last. */
  public <T> Map<String, T> inOrder(Map<String, T> bySet) {
    Set<String> labels = new LinkedHashSet<>();
    sets.forEach(set -> labels.add(set.label()));
    labels.addAll(bySet.keySet());
    Map<String, T> ordered = new LinkedHashMap<>();
    labels.stream().filter(bySet::containsKey).forEach(set -> ordered.put(set, bySet.get(set)));
    return ordered;
  }

  /**
   * The shares of a mixture, in the order of the references.
   *
   * @param shares by reference, or by several that cannot be told apart, joined by '|'
   */
  public Map<String, Double> sharesInOrder(Map<String, Double> shares) {
    List<String> order = references.stream().map(Reference::label).toList();
    List<String> names = new ArrayList<>(shares.keySet());
    names.sort(Comparator.<String>comparingInt(name -> order.indexOf(name.split("\\|", 2)[0]))
        .thenComparing(Comparator.naturalOrder()));
    Map<String, Double> ordered = new LinkedHashMap<>();
    names.forEach(name -> ordered.put(name, shares.get(name)));
    return ordered;
  }
}
