package doublegrok.task;

import java.util.Map;

/**
 * Means that a run spec gives to its family's probes.
 *
 * @param values by key below {@code evaluation}
 */
public record ProbeMeans(Map<String, Integer> values) {
  public ProbeMeans {
    values = Map.copyOf(values);
  }

  /**
   * The value of a key.
   *
   * @throws IllegalArgumentException if there is none
   */
  public int of(String key) {
    if (!values.containsKey(key)) {
      throw new IllegalArgumentException(
          "evaluation.%s is missing: give it a value".formatted(key));
    }
    return values.get(key);
  }
}
