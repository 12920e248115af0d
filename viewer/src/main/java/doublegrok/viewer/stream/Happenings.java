package doublegrok.viewer.stream;

import doublegrok.log.EventDetails;
import doublegrok.record.RunEvent;
import doublegrok.spec.AlertTrigger;
import doublegrok.task.GrokkingPhase;
import doublegrok.task.Transition;
import doublegrok.viewer.view.RunSignals.Happening;
import doublegrok.viewer.view.RunSignals.Kind;
import doublegrok.viewer.view.RunState;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Standing of a run by its events, folded in the order of the log. */
final class Happenings {
  private static final String OTHER = "other";
  private static final Set<String> TRANSITIONS = Stream.concat(
          Transition.all().stream().map(Transition::label),
          Stream.of(GrokkingPhase.values()).map(GrokkingPhase::label))
      .collect(Collectors.toSet());
  private static final Set<String> CAUSES =
      AlertTrigger.all().stream().map(AlertTrigger::label).collect(Collectors.toSet());

  private final Map<String, Happening> newest = new LinkedHashMap<>();
  private RunState state = RunState.RUNNING;

  void add(RunEvent event) {
    state = RunStates.after(event.getKind()).orElse(state);
    Map<String, String> details = event.getDetails();
    switch (event.getKind()) {
      case TRANSITION ->
        add(event, Kind.TRANSITION, TRANSITIONS, details.getOrDefault(EventDetails.TRANSITION, ""));
      case SWAPPED -> add(event, Kind.SWAP, Set.of(""), "");
      case ALARM, FAILED ->
        add(event, Kind.ALARM, CAUSES, details.getOrDefault(EventDetails.CAUSE, ""));
      default -> {}
    }
  }

  /** The state that the newest event leaves the run in. */
  RunState state() {
    return state;
  }

  /** The newest of each kind and name. */
  List<Happening> newest() {
    return List.copyOf(newest.values());
  }

  /** A name from outside the few known ones would make as many time series as a stranger likes. */
  private void add(RunEvent event, Kind kind, Set<String> known, String name) {
    String bounded = known.contains(name) ? name : OTHER;
    long at = event.getHappenedAtMillis().toEpochMilli();
    newest.put(kind + "/" + bounded, new Happening(kind, bounded, event.getStep(), at));
  }
}
