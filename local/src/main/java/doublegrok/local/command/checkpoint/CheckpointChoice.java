package doublegrok.local.command.checkpoint;

import doublegrok.control.LiveManifests;
import doublegrok.local.check.RefusedException;
import doublegrok.record.CheckpointManifest;
import java.util.List;

/** Choice among the checkpoints of a run that a command can be about. */
final class CheckpointChoice {
  private final String run;
  private final LiveManifests manifests;

  /**
   * A choice among all.
   *
   * @param manifests of the run, in the log's order: the latest of a step counts
   */
  CheckpointChoice(String run, List<CheckpointManifest> manifests) {
    this.run = run;
    this.manifests = new LiveManifests(manifests);
  }

  /**
   * All that are kept, newest first.
   *
   * @throws RefusedException if there is none
   */
  List<CheckpointManifest> newestFirst() {
    List<CheckpointManifest> kept = manifests.newestFirst();
    if (kept.isEmpty()) {
      throw new RefusedException("run '%s' has no checkpoint yet".formatted(run));
    }
    return kept;
  }

  /**
   * The one of a step.
   *
   * @throws RefusedException naming the nearest, if there is none or it is no longer kept
   */
  CheckpointManifest at(long step) {
    return manifests
        .at(step)
        .orElseThrow(() -> new RefusedException((manifests.everAt(step)
                ? "run '%s' no longer keeps its checkpoint at step %d; %s"
                : "run '%s' has no checkpoint at step %d; %s")
            .formatted(run, step, manifests.nearest(step))));
  }
}
