package doublegrok.sweep;

import java.util.List;

/**
 * A key that is varied.
 *
 * @param key dotted
 * @param values each as YAML, in a person's order
 */
public record Variation(String key, List<String> values) {
  public Variation {
    values = List.copyOf(values);
  }
}
