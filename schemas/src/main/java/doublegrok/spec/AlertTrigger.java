package doublegrok.spec;

import doublegrok.task.GrokkingPhase;
import doublegrok.task.Transition;
import doublegrok.task.Transition.Change;
import java.util.List;
import java.util.stream.Stream;

/**
 * Occasion that an alert waits for.
 *
 * @param label in run specs and events
 */
public record AlertTrigger(String label) {
  /** Any transition. */
  public static final AlertTrigger TRANSITION = new AlertTrigger("transition");

  /** The loss is no number, which ends the run. */
  public static final AlertTrigger NAN = new AlertTrigger("nan");

  /** No step is reported for a while, though the run is neither paused nor over. */
  public static final AlertTrigger STALL = new AlertTrigger("stall");

  /** The loss stays above a bound. */
  public static final AlertTrigger DIVERGED = new AlertTrigger("diverged");

  /** A skill has not set in by a step. */
  public static final AlertTrigger MISSING = new AlertTrigger("missing");

  private static final List<AlertTrigger> ALL = Stream.of(
          Stream.of(TRANSITION),
          Transition.all().stream()
              .filter(each -> each.change() != Change.RECOVERY)
              .map(AlertTrigger::of),
          Stream.of(GrokkingPhase.values()).map(GrokkingPhase::label).map(AlertTrigger::new),
          Stream.of(NAN, STALL, DIVERGED, MISSING))
      .flatMap(each -> each)
      .toList();

  /** Every trigger; of transitions, all but the return of what was known formerly. */
  public static List<AlertTrigger> all() {
    return ALL;
  }

  /** The trigger of one transition. */
  public static AlertTrigger of(Transition transition) {
    return new AlertTrigger(transition.trigger());
  }

  /** Whether it waits for a transition of this label. */
  public boolean isAbout(String transition) {
    return equals(TRANSITION) || label.equalsIgnoreCase(transition);
  }
}
