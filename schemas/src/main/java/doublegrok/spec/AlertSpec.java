package doublegrok.spec;

import doublegrok.task.key.Key;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * An alert of a run spec.
 *
 * @param on what it waits for
 * @param action what it does
 * @param limits beyond which it has come
 * @param changes what a fork changes: keys of a run spec and their values
 */
public record AlertSpec(
    AlertTrigger on, AlertAction action, AlertLimits limits, Map<String, String> changes) {
  public AlertSpec {
    changes = Collections.unmodifiableMap(new TreeMap<>(changes));
  }

  static AlertSpec of(Rows<AlertSpec> in, Map<String, String> changes) {
    AlertTrigger on = in.row(
        Key.choice("on", AlertTrigger.all(), AlertTrigger::label).about("What it waits for."),
        AlertSpec::on);
    AlertAction action = in.row(
        Key.choice("action", AlertAction.class).about("What it does, besides its event."),
        AlertSpec::action);
    return new AlertSpec(on, action, AlertLimits.of(in, on), changes);
  }

  /** The changes as {@code key=value}, by key. */
  public List<String> overrides() {
    return changes.entrySet().stream()
        .map(each -> each.getKey() + "=" + each.getValue())
        .toList();
  }
}
