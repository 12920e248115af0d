package doublegrok.spec;

import doublegrok.spec.Rows.Condition;
import doublegrok.task.key.Key;
import doublegrok.task.key.Rule;
import java.util.Collections;
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
    changes = Collections.unmodifiableMap(new TreeMap<>(changes));
  }

  static AlertSpec of(Rows<AlertSpec> in, Map<String, String> changes) {
    Rule<AlertTrigger> trigger = Rule.oneOf(AlertTrigger.all(), AlertTrigger::label);
    AlertTrigger on = in.row("on", trigger, AlertSpec::on);
    AlertAction action = in.row("action", Rule.choice(AlertAction.class), AlertSpec::action);
    Condition stall = new Condition(
        "on",
        on.equals(AlertTrigger.STALL),
        " is for on: stall only, was given for " + on.label() + "; remove it");
    Key<Integer> seconds = Key.integer("seconds", 1, 1_000_000).or(120);
    return new AlertSpec(on, action, in.row(seconds, AlertSpec::seconds, stall), changes);
  }

  /** The changes as {@code key=value}, by key. */
  public List<String> overrides() {
    return changes.entrySet().stream()
        .map(each -> each.getKey() + "=" + each.getValue())
        .toList();
  }
}
