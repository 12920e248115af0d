package doublegrok.viewer.stream;

import doublegrok.log.EventDetails;
import doublegrok.record.EventKind;
import doublegrok.record.RunEvent;
import java.time.Instant;
import java.util.Map;

/** Events that somebody has told of a run, which its alerts hear. */
final class ToldEvents {
  private ToldEvents() {}

  static RunEvent transition(String run, long step, String label) {
    return event(run, EventKind.TRANSITION, step, Map.of(EventDetails.TRANSITION, label));
  }

  /** The loss is no number. */
  static RunEvent failure(String run, long step) {
    return event(run, EventKind.FAILED, step, Map.of(EventDetails.CAUSE, "nan"));
  }

  private static RunEvent event(
      String run, EventKind kind, long step, Map<String, String> details) {
    return new RunEvent(run, kind, step, null, 0, "told", details, Instant.EPOCH);
  }
}
