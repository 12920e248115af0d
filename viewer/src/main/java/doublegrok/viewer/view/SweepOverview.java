package doublegrok.viewer.view;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Standing of a sweep and of each of its runs.
 *
 * @param keys dotted keys whose values differ, in the order of the plan
 * @param rows key down the phase diagram, if the sweep names one
 * @param columns key across the phase diagram, if the sweep names one
 * @param measure that colours the phase diagram
 * @param runs in the order of the plan
 */
public record SweepOverview(
    String sweep,
    String state,
    List<String> keys,
    Optional<String> rows,
    Optional<String> columns,
    String measure,
    List<SweepRun> runs) {
  public SweepOverview {
    keys = List.copyOf(keys);
    runs = List.copyOf(runs);
  }

  /** How many runs are in each state, of the states that any is in. */
  public Map<String, Integer> counts() {
    Map<String, Integer> counts = new LinkedHashMap<>();
    runs.forEach(run -> counts.merge(run.state(), 1, Integer::sum));
    return counts;
  }

  /** The key across the phase diagram: the one that is named, else the first. */
  public Optional<String> across() {
    return columns
        .filter(keys::contains)
        .or(() -> keys.stream().filter(key -> !rows.equals(Optional.of(key))).findFirst());
  }

  /** The key down the phase diagram: the one that is named, else the first of the others. */
  public Optional<String> down() {
    Optional<String> across = across();
    return rows.filter(keys::contains)
        .or(() -> keys.stream().filter(key -> !across.equals(Optional.of(key))).findFirst());
  }
}
