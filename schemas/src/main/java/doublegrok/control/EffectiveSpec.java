package doublegrok.control;

import doublegrok.log.EventDetails;
import doublegrok.record.EventKind;
import doublegrok.record.RunEvent;
import doublegrok.spec.RunSpec;
import doublegrok.spec.ScheduledSwap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Spec that a run goes by: the one that started it, with the swaps that came while it ran. */
public final class EffectiveSpec {
  private EffectiveSpec() {}

  /**
   * With every swap that the generator has accepted, whether or not it is in effect yet.
   *
   * @param events of the run, in the order of the log
   */
  public static RunSpec accepted(RunSpec started, List<RunEvent> events) {
    RunSpec spec = started;
    for (RunEvent event : events) {
      Map<String, String> changes = new HashMap<>(event.getDetails());
      boolean answer = changes.remove(EventDetails.COMMAND) != null; // only the generator answers
      changes.remove(EventDetails.BATCHES_FROM);
      if (answer && event.getKind() == EventKind.ACCEPTED && !changes.isEmpty()) {
        spec = spec.withSwap(new ScheduledSwap(event.getBatch(), changes));
      }
    }
    return spec;
  }

  /**
   * With every swap that a batch has brought.
   *
   * @param events of the run, in the order of the log
   */
  public static RunSpec swapped(RunSpec started, List<RunEvent> events) {
    RunSpec spec = started;
    for (RunEvent event : events) {
      if (event.getKind() == EventKind.SWAPPED && event.getBatch() != null) {
        spec = spec.withSwap(new ScheduledSwap(event.getBatch(), event.getDetails()));
      }
    }
    return spec;
  }
}
