package doublegrok.spec;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * An alert of a run spec.
 *
 * @param on what it waits for
 * @param action what it does
 * @param seconds without a step that make a stall
 * @param changes what a fork changes: keys of a run spec and their values
 */
public record AlertSpec(
    AlertTrigger on, AlertAction action, int seconds, Map<String, String> changes) {
  public AlertSpec {
    changes = Map.copyOf(changes);
  }

  /** The changes as {@code key=value}, by key. */
  public List<String> overrides() {
    List<String> overrides = new ArrayList<>();
    new TreeMap<>(changes).forEach((key, text) -> overrides.add(key + "=" + text));
    return overrides;
  }
}
