package doublegrok.task.markov;

import doublegrok.task.Reference;
import doublegrok.task.Reference.Skill;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** References of hidden Markov processes. */
final class MarkovReferences {
  /** Whoever knows a process and who does not are alike: what comes next is uncertain for both. */
  private static final double ALIKE = 0.995;

  /** Bayes' filter over all processes and their states: nothing is better. */
  static final Reference EXACT = new Reference("exact", Skill.GENERAL, true, 6, ALIKE);

  /** Bayes' filter over the trained processes. */
  static final Reference SWITCHBOARD = new Reference("switchboard", Skill.TASKS, true, 5, ALIKE);

  /** All symbols alike. */
  static final Reference UNIFORM = new Reference("uniform", Skill.GUESS, false, 0, ALIKE);

  static final int HIGHEST_ORDER = 5;

  private static final int[] COLOURS = {0, 1, 2, 3, 4, 0};

  /** By the last symbols, as many as the place in the list. */
  static final List<Reference> MARKOV = IntStream.rangeClosed(0, HIGHEST_ORDER)
      .mapToObj(order -> new Reference(
          "markov-" + order, order == 0 ? Skill.GUESS : Skill.TASKS, false, COLOURS[order], ALIKE))
      .toList();

  private MarkovReferences() {}

  /** Every reference, in the order in which they are told. */
  static List<Reference> all() {
    List<Reference> all = new ArrayList<>(List.of(EXACT, SWITCHBOARD));
    for (int order = HIGHEST_ORDER; order >= 0; order--) {
      all.add(MARKOV.get(order));
    }
    all.add(UNIFORM);
    return List.copyOf(all);
  }
}
