package doublegrok.spec;

import doublegrok.task.key.Key;
import java.util.Optional;

/**
 * A key of a run spec, as whoever describes run specs sees it.
 *
 * @param name dotted, for example {@code model.width}
 * @param key its rule, its fallback and what it means
 * @param only where it may stand; empty if it may everywhere
 */
public record SpecKey(String name, Key<?> key, Optional<Only> only) {
  /**
   * Condition of a key.
   *
   * @param key of the same section that decides
   * @param value what it must be
   */
  public record Only(String key, String value) {}

  /** Whether it must be given, where it may stand. */
  public boolean required() {
    return key.fallback().isEmpty();
  }

  /** The section that it stands in; empty if in none. */
  public String section() {
    return KeyValues.section(name);
  }
}
