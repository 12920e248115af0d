package doublegrok.spec;

import doublegrok.spec.Rows.Condition;
import doublegrok.task.Transition;
import doublegrok.task.Transition.Change;
import doublegrok.task.key.Interval;
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
 * @param changes what a fork changes, all of it, or each of several forks one: keys of a run spec
 *     and their values
 */
public record AlertSpec(
    AlertTrigger on, AlertAction action, Limits limits, Map<String, String> changes) {
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
    return new AlertSpec(on, action, Limits.of(in, on), changes);
  }

  /** The changes as {@code key=value}, by key. */
  public List<String> overrides() {
    return changes.entrySet().stream()
        .map(each -> each.getKey() + "=" + each.getValue())
        .toList();
  }

  /**
   * Limits beyond which an alert's occasion has come; each belongs to one trigger, and means
   * nothing beside another.
   *
   * @param seconds without a step that make a stall
   * @param lossAbove bound of the loss beyond which a run has diverged
   * @param transition that is missing
   * @param byStep step by which it is
   */
  public record Limits(int seconds, double lossAbove, Transition transition, long byStep) {
    private static final List<Transition> GAINS = Transition.all().stream()
        .filter(
            each -> each.change() == Change.MEMORISATION || each.change() == Change.GENERALISATION)
        .toList();

    private static final Key<Integer> SECONDS = Key.integer("seconds", 1, 1_000_000)
        .or(120)
        .about("Seconds without a step that make a stall.");
    private static final Key<Double> LOSS_ABOVE = Key.decimal("loss_above", Interval.POSITIVE)
        .or(10.0)
        .about(
            "The run has diverged once the training loss of 20 steps in succession is above this.");
    private static final Key<Transition> TRANSITION =
        Key.choice("transition", GAINS, Transition::trigger).about("The skill that is missing.");
    private static final Key<Long> BY_STEP = Key.whole("by_step", 1, Integer.MAX_VALUE)
        .about("It is missing if the first checkpoint that is evaluated at this step or beyond does"
            + " not show it.");

    /** Limits as they are if nothing is said. */
    static Limits usual() {
      return new Limits(
          SECONDS.fallback().orElseThrow(), LOSS_ABOVE.fallback().orElseThrow(), GAINS.get(0), 1);
    }

    static Limits of(Rows<AlertSpec> in, AlertTrigger on) {
      return new Limits(
          in.row(SECONDS, alert -> alert.limits().seconds(), only(AlertTrigger.STALL, on)),
          in.row(LOSS_ABOVE, alert -> alert.limits().lossAbove(), only(AlertTrigger.DIVERGED, on)),
          in.row(TRANSITION, alert -> alert.limits().transition(), only(AlertTrigger.MISSING, on)),
          in.row(BY_STEP, alert -> alert.limits().byStep(), only(AlertTrigger.MISSING, on)));
    }

    private static Condition only(AlertTrigger needed, AlertTrigger on) {
      return new Condition(
          "on",
          needed.label(),
          on.label(),
          " is for on: %s only, was given for %s; remove it".formatted(needed.label(), on.label()));
    }
  }
}
