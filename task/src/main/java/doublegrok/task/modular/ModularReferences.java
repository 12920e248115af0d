package doublegrok.task.modular;

import doublegrok.task.Reference;
import doublegrok.task.Reference.Skill;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * References of the families of modular arithmetic, from the general solver to the one that knows
 * nothing.
 */
public final class ModularReferences {
  /** The posterior over all tasks of the family: the general solver. */
  public static final Reference EXACT = new Reference("exact", Skill.GENERAL, true, 6);

  /** The posterior over the tasks trained now: the memoriser of tasks. */
  public static final Reference SWITCHBOARD = new Reference("switchboard", Skill.TASKS, true, 5);

  /** The switchboard, but a task answers only inputs trained with it: the memoriser of examples. */
  public static final Reference TABLE = new Reference("table", Skill.EXAMPLES, true, 4);

  /** A query that is a multiple of a context input has that multiple of its answer. */
  public static final Reference RATIO = new Reference("ratio", Skill.GENERAL, false, 3);

  /** How often each answer stands in the context. */
  public static final Reference COPY = new Reference("copy", Skill.GUESS, false, 2);

  /** Every token alike. */
  public static final Reference UNIFORM = new Reference("uniform", Skill.GUESS, false, 1);

  private static final List<Reference> ALL =
      List.of(EXACT, SWITCHBOARD, TABLE, RATIO, COPY, UNIFORM);

  private ModularReferences() {}

  /** Every reference, in the order in which they are told. */
  public static List<Reference> all() {
    return ALL;
  }

  /** The entries in that order. */
  static <T> Map<Reference, T> inOrder(Map<Reference, T> entries) {
    Map<Reference, T> ordered = new LinkedHashMap<>();
    ALL.stream().filter(entries::containsKey).forEach(each -> ordered.put(each, entries.get(each)));
    return ordered;
  }
}
