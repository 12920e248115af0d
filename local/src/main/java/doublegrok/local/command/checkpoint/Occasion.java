package doublegrok.local.command.checkpoint;

import doublegrok.control.LiveManifests;
import doublegrok.local.check.RefusedException;
import doublegrok.log.EventDetails;
import doublegrok.record.CheckpointManifest;
import doublegrok.record.EventKind;
import doublegrok.record.RunEvent;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Occasion in a run that is to be explained.
 *
 * @param title for a person
 * @param step at which it was seen
 * @param latest step of a checkpoint that comes before it
 */
record Occasion(String title, long step, long latest) {
  /**
   * The occasion that a person named.
   *
   * @param asked a step, whose own checkpoint counts as before it, or the name of a transition,
   *     which was seen at a checkpoint and lies before that
   * @param events of the run
   * @throws IllegalArgumentException if it is neither
   * @throws RefusedException if the run has no such transition
   */
  static Occasion of(String asked, String run, List<RunEvent> events) {
    if (asked.matches("\\d{1,18}")) {
      long step = Long.parseLong(asked);
      return new Occasion("step " + step, step, step);
    }
    List<RunEvent> transitions =
        events.stream().filter(each -> each.getKind() == EventKind.TRANSITION).toList();
    return transitions.stream()
        .filter(each -> name(each).equalsIgnoreCase(asked))
        .findFirst()
        .map(each -> new Occasion(
            "%s at step %d".formatted(name(each), each.getStep()),
            each.getStep(),
            each.getStep() - 1))
        .orElseThrow(() -> new RefusedException(
            "run '%s' has no transition '%s'; %s".formatted(run, asked, those(transitions))));
  }

  /**
   * The newest checkpoint before it.
   *
   * @param live checkpoints of the run
   * @param sound whether the files of one can be had
   * @throws RefusedException if none is kept
   */
  CheckpointManifest checkpoint(
      String run, LiveManifests live, Predicate<CheckpointManifest> sound) {
    return live.newestFirst().stream()
        .filter(each -> each.getStep() <= latest)
        .filter(sound)
        .findFirst()
        .orElseThrow(() -> new RefusedException("run '%s' keeps no checkpoint before %s; %s"
            .formatted(run, title, live.nearest(latest))));
  }

  private static String those(List<RunEvent> transitions) {
    String all = transitions.stream()
        .map(each -> "%s at step %d".formatted(name(each), each.getStep()))
        .collect(Collectors.joining(", "));
    return all.isEmpty() ? "it has none: name a step with --at" : "it has " + all;
  }

  private static String name(RunEvent event) {
    return event.getDetails().getOrDefault(EventDetails.TRANSITION, "");
  }
}
