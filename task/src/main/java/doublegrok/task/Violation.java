package doublegrok.task;

import java.util.List;
import java.util.stream.Collectors;

/**
 * A rule that a value breaks.
 *
 * @param key run-spec key of the value, for example {@code distribution.tasks}
 * @param sentence what, the value, the rule and the way out
 */
public record Violation(String key, String sentence) {
  /**
   * The distribution, if the family can sample it.
   *
   * @throws IllegalArgumentException with every rule that it breaks
   */
  public static Distribution requireNone(Family family, Distribution distribution) {
    List<Violation> violations = family.violations(distribution);
    if (!violations.isEmpty()) {
      throw new IllegalArgumentException(
          violations.stream().map(Violation::sentence).collect(Collectors.joining("; ")));
    }
    return distribution;
  }

  /**
   * The current distribution of a history that the family can sample.
   *
   * @throws IllegalArgumentException if there is none, or one breaks rules
   */
  public static Distribution requireNone(Family family, List<Distribution> history) {
    if (history.isEmpty()) {
      throw new IllegalArgumentException("history must have at least one distribution, had none");
    }
    history.forEach(distribution -> requireNone(family, distribution));
    return history.get(history.size() - 1);
  }
}
