package doublegrok.task.key;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Values of keys, in an order; equal if they have the same values by the same names. */
public final class Values {
  private static final Values NONE = new Values(Map.of());

  private final Map<String, Given<?>> given;

  /** A value, which the key's name is given as the type of the key. */
  private record Given<T>(Key<T> key, T value) {
    String text() {
      return key.rule().text().apply(value);
    }
  }

  private Values(Map<String, Given<?>> given) {
    this.given = given;
  }

  /** No values yet. */
  public static Values none() {
    return NONE;
  }

  /** These and one more, at the end, or in the place of the key's value. */
  public <T> Values with(Key<T> key, T value) {
    Map<String, Given<?>> all = new LinkedHashMap<>(given);
    all.put(key.name(), new Given<>(key, value));
    return new Values(all);
  }

  /**
   * The value of a key, or what it is when it is absent.
   *
   * @throws IllegalArgumentException if it is absent and must be given
   */
  @SuppressWarnings("unchecked") // a name is given its value by keys of one type
  public <T> T get(Key<T> key) {
    return Optional.ofNullable((Given<T>) given.get(key.name()))
        .map(Given::value)
        .or(key::fallback)
        .orElseThrow(() -> new IllegalArgumentException(
            "there is no value of " + key.name() + " among " + given.keySet()));
  }

  /** The text of a key's value. */
  public <T> String text(Key<T> key) {
    return key.rule().text().apply(get(key));
  }

  /** The text of every value, by name, in order. */
  public Map<String, String> texts() {
    Map<String, String> texts = new LinkedHashMap<>();
    given.forEach((name, each) -> texts.put(name, each.text()));
    return texts;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Values others && byName().equals(others.byName());
  }

  @Override
  public int hashCode() {
    return byName().hashCode();
  }

  /** For example {@code {shots=8, tasks=16}}. */
  @Override
  public String toString() {
    return byName().toString();
  }

  private Map<String, Object> byName() {
    Map<String, Object> values = new LinkedHashMap<>();
    given.forEach((name, each) -> values.put(name, each.value()));
    return values;
  }
}
