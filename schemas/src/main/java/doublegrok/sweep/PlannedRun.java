package doublegrok.sweep;

import doublegrok.log.RecordKeys;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A run of a sweep.
 *
 * @param run its name
 * @param seed of it
 * @param values dotted keys and the values that this run has in place of all others'
 */
public record PlannedRun(String run, long seed, Map<String, String> values) {
  public PlannedRun {
    RecordKeys.checkedRunName(run);
    values = Map.copyOf(values);
  }

  /** What it changes of a spec, as {@code key=value}. */
  List<String> overrides() {
    List<String> overrides = new ArrayList<>();
    new TreeMap<>(values).forEach((key, value) -> overrides.add(key + "=" + value));
    overrides.add("seed=" + seed);
    return overrides;
  }
}
