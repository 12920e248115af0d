package doublegrok.viewer.stream.early;

import doublegrok.log.EventDetails;
import doublegrok.record.EventKind;
import doublegrok.record.RunEvent;
import doublegrok.record.StepReport;
import doublegrok.spec.AlertTrigger;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Watch over the loss of runs whose spec wants to know when it stays above a bound: once for each
 * bound. A single step above it is no news. Who takes the watch over begins to count anew.
 */
public final class DivergenceWatch {
  /** Steps in succession; the run-spec key's sentence says so. */
  public static final int STEPS = 20;

  private static final String LOSS_ABOVE = "loss_above";

  private final RunAlerts alerts;
  private final Clock clock;
  private final Map<String, Integer> above = new HashMap<>(); // steps, by run and bound

  public DivergenceWatch(RunAlerts alerts, Clock clock) {
    this.alerts = alerts;
    this.clock = clock;
  }

  /** Whether the event tells that the loss is above this bound. */
  public static boolean isAbout(RunEvent event, double bound) {
    return Double.toString(bound).equals(event.getDetails().get(LOSS_ABOVE));
  }

  /** A command to this run has come. */
  public void commanded(String run) {
    alerts.commanded(run);
  }

  /** What a step shows. */
  public List<RunEvent> stepped(StepReport step) {
    String run = step.getRun();
    return alerts.of(run).stream()
        .map(alert -> alert.limits().lossAbove())
        .distinct()
        .filter(bound -> counted(step, bound) == STEPS)
        .filter(bound -> alerts.isNews(run, Double.toString(bound)))
        .map(bound -> event(step, bound))
        .toList();
  }

  /** Steps in succession above the bound, with this one; a loss that is no number is above all. */
  private int counted(StepReport step, double bound) {
    String key = step.getRun() + "/" + bound;
    if (step.getLoss() <= bound) {
      above.remove(key);
      return 0;
    }
    return above.merge(key, 1, Integer::sum);
  }

  private RunEvent event(StepReport step, double bound) {
    return new RunEvent(
        step.getRun(),
        EventKind.ALARM,
        step.getStep(),
        null,
        step.getDistributionVersion(),
        "the loss is above %s in %d steps in succession, %s at step %d"
            .formatted(bound, STEPS, step.getLoss(), step.getStep()),
        Map.of(
            EventDetails.CAUSE,
            AlertTrigger.DIVERGED.label(),
            LOSS_ABOVE,
            Double.toString(bound),
            "loss",
            Double.toString(step.getLoss())),
        clock.instant());
  }
}
