package doublegrok.task;

import doublegrok.task.key.Key;
import doublegrok.task.key.Values;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * Maker of families of one name from a run spec.
 *
 * @param name value of {@code task.family}
 * @param task its keys below {@code task}, in the order in which they are written
 * @param distribution its keys below {@code distribution}, in the order in which they are written
 * @param evaluation its keys below {@code evaluation}: with what means its probes look
 * @param create makes the family from the values of its keys below {@code task}, each within its
 *     rule; refuses values that do not go together by an {@link IllegalArgumentException}
 */
public record FamilyKind(
    String name,
    List<Key<?>> task,
    List<Key<?>> distribution,
    List<Key<?>> evaluation,
    Function<Values, Family> create) {
  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9]*(-[a-z0-9]+)*");

  public FamilyKind {
    task = List.copyOf(task);
    distribution = List.copyOf(distribution);
    evaluation = List.copyOf(evaluation);
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "a family's name must be small letters and digits with - between, was '" + name + "'");
    }
    requireDistinct(name, "task", task);
    requireDistinct(name, "distribution", distribution);
    requireDistinct(name, "evaluation", evaluation);
    if (task.stream().anyMatch(key -> key.name().equals("family"))) {
      throw new IllegalArgumentException(
          "task.family is every family's key; rename that of " + name);
    }
  }

  /** One whose probes need no means. */
  public FamilyKind(
      String name, List<Key<?>> task, List<Key<?>> distribution, Function<Values, Family> create) {
    this(name, task, distribution, List.of(), create);
  }

  /** The key that a sequence is longer by: its shots, or its length. */
  public Optional<Key<Integer>> size() {
    return List.of(Distribution.SHOTS, Distribution.LENGTH).stream()
        .filter(distribution::contains)
        .findFirst();
  }

  private static void requireDistinct(String family, String section, List<Key<?>> keys) {
    List<String> names = keys.stream().map(Key::name).toList();
    for (String each : names) {
      if (each.contains(".")) {
        throw new IllegalArgumentException(section + "." + each + " of the family " + family
            + " must have no dot of its own; rename it");
      }
      if (names.indexOf(each) != names.lastIndexOf(each)) {
        throw new IllegalArgumentException(
            section + "." + each + " of the family " + family + " stands there twice; keep one");
      }
    }
  }
}
