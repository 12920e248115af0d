package doublegrok.local.command;

import doublegrok.local.check.RefusedException;
import doublegrok.record.CheckpointManifest;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;

/** The checkpoints of a run that a command can be about. */
final class CheckpointChoice {
  private final String run;
  private final NavigableMap<Long, CheckpointManifest> latest = new TreeMap<>();
  private final NavigableMap<Long, CheckpointManifest> kept = new TreeMap<>();

  /**
   * @param manifests of the run, in the log's order: the latest of a step counts
   */
  CheckpointChoice(String run, List<CheckpointManifest> manifests) {
    this.run = run;
    manifests.forEach(each -> latest.put(each.getStep(), each));
    kept.putAll(latest);
    kept.values().removeIf(CheckpointManifest::getRetired);
  }

  /**
   * All that are kept, newest first.
   *
   * @throws RefusedException if there is none
   */
  List<CheckpointManifest> newestFirst() {
    if (kept.isEmpty()) {
      throw new RefusedException("run '%s' has no checkpoint yet".formatted(run));
    }
    return new ArrayList<>(kept.descendingMap().values());
  }

  /**
   * The one of a step.
   *
   * @throws RefusedException naming the nearest, if there is none or it is no longer kept
   */
  CheckpointManifest at(long step) {
    if (!latest.containsKey(step)) {
      throw new RefusedException(
          "run '%s' has no checkpoint at step %d; %s".formatted(run, step, nearest(step)));
    }
    if (!kept.containsKey(step)) {
      throw new RefusedException("run '%s' no longer keeps its checkpoint at step %d; %s"
          .formatted(run, step, nearest(step)));
    }
    return kept.get(step);
  }

  private String nearest(long step) {
    Long before = kept.lowerKey(step);
    Long after = kept.higherKey(step);
    if (before == null && after == null) {
      return "it has none yet";
    }
    if (before == null || after == null) {
      return "the nearest is at step %d".formatted(before == null ? after : before);
    }
    return "the nearest are at steps %d and %d".formatted(before, after);
  }
}
