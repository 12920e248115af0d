package doublegrok.viewer.view;

import doublegrok.task.EvaluationSet;
import doublegrok.task.FamilyLabels;
import doublegrok.task.Score;
import doublegrok.task.Transition;
import doublegrok.task.Transition.Change;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Phase of learning: those of He et al. (2024), by the furthest set that a model solves. A set is
 * solved where the 95 % interval of its last-shot accuracy lies above one half, and above what was
 * right before any training.
 *
 * @param label in the field's words; empty where no answer is right or wrong
 */
public record Phase(String label) implements Comparable<Phase> {
  /** No set is solved. */
  public static final Phase NOT_LEARNED = new Phase("nothing learned yet");

  private static final Phase UNKNOWN = new Phase("");
  private static final double SOLVED = 0.5;

  private static final List<Phase> ALL = Stream.concat(
          Stream.of(NOT_LEARNED),
          Transition.all().stream()
              .filter(each ->
                  each.change() == Change.MEMORISATION || each.change() == Change.GENERALISATION)
              .map(Phase::of))
      .toList();

  /** Every phase, each further than the one before. */
  public static List<Phase> all() {
    return ALL;
  }

  /** The phase that a gain begins. */
  public static Phase of(Transition gain) {
    return new Phase(gain.phase());
  }

  /** The phase of weights of which it is not known what they were before training. */
  public static Phase of(Map<String, Score> scores, FamilyLabels labels) {
    return of(scores, Map.of(), labels);
  }

  /**
   * The phase of a checkpoint, from the last-shot score of each set of its family.
   *
   * @param untrained scores before any training, as far as they are known: what is right by
   *     accident is not solved
   */
  public static Phase of(
      Map<String, Score> scores, Map<String, Score> untrained, FamilyLabels labels) {
    if (!scores.isEmpty() && scores.values().stream().noneMatch(Score::hasAnswers)) {
      return UNKNOWN;
    }
    return labels.sets().stream()
        .filter(EvaluationSet::tellsGeneralisation)
        .filter(set -> isSolved(scores, untrained, set.label()))
        .max(Comparator.comparingInt(EvaluationSet::reach))
        .map(set -> of(Transition.gain(set)))
        .orElse(NOT_LEARNED);
  }

  @Override
  public int compareTo(Phase other) {
    return Integer.compare(ALL.indexOf(this), ALL.indexOf(other));
  }

  private static boolean isSolved(
      Map<String, Score> scores, Map<String, Score> untrained, String set) {
    return scores.containsKey(set)
        && scores.get(set).low() > SOLVED
        && !(untrained.containsKey(set)
            && scores.get(set).low() <= untrained.get(set).accuracy());
  }
}
