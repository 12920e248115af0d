package doublegrok.task.key;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Values of keys, in an order; equal if they have the same values by the same names. */
public final class Values {
  private static final Values NONE = new Values(Map.of());

  private final Map<String, Object> values;

  private Values(Map<String, Object> values) {
    this.values = values;
  }

  /** No values yet. */
  public static Values none() {
    return NONE;
  }

  /** These and one more, at the end, or in the place of the key's value. */
  public <T> Values with(Key<T> key, T value) {
    Map<String, Object> all = new LinkedHashMap<>(values);
    all.put(key.name(), value);
    return new Values(all);
  }

  /**
   * The value of a key, or what it is when it is absent.
   *
   * @throws IllegalArgumentException if it is absent and must be given
   */
  public <T> T get(Key<T> key) {
    return given(key)
        .or(key::fallback)
        .orElseThrow(() -> new IllegalArgumentException(
            "there is no value of " + key.name() + " among " + values.keySet()));
  }

  /** The value of a key, if it is given. */
  @SuppressWarnings("unchecked") // a name is given its value by the key, as one type
  private <T> Optional<T> given(Key<T> key) {
    return Optional.ofNullable((T) values.get(key.name()));
  }

  /** The text of a key's value. */
  public <T> String text(Key<T> key) {
    return key.rule().text().apply(get(key));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Values others && values.equals(others.values);
  }

  @Override
  public int hashCode() {
    return values.hashCode();
  }

  /** For example {@code {modulus=29, variables=2}}. */
  @Override
  public String toString() {
    return values.toString();
  }
}
