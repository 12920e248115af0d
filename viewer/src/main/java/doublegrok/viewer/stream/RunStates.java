package doublegrok.viewer.stream;

import doublegrok.record.EventKind;
import doublegrok.viewer.view.RunState;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/** Mapping from kinds of events to the state that each leaves its run in. */
final class RunStates {
  private static final Map<EventKind, RunState> STATES = new EnumMap<>(Map.of(
      EventKind.STARTED, RunState.RUNNING,
      EventKind.RESUMED, RunState.RUNNING,
      EventKind.FORKED, RunState.RUNNING,
      EventKind.CONTINUED, RunState.RUNNING,
      EventKind.PAUSED, RunState.PAUSED,
      EventKind.STOPPED, RunState.STOPPED,
      EventKind.FINISHED, RunState.FINISHED,
      EventKind.FAILED, RunState.FAILED));

  private RunStates() {}

  /** The state after an event; empty for a kind that changes nothing. */
  static Optional<RunState> after(EventKind kind) {
    return Optional.ofNullable(STATES.get(kind));
  }

  /** The state of a run by the newest of its events that has one. */
  static RunState of(ViewStores stores, String run) {
    return stores
        .events()
        .newestFirst(run)
        .firstOf(event -> after(event.getKind()))
        .orElse(RunState.RUNNING);
  }
}
