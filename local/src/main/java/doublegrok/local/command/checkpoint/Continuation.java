package doublegrok.local.command.checkpoint;

import doublegrok.control.LiveManifests;
import doublegrok.record.CheckpointManifest;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Comparison of an unchanged fork with the run's own way on from the same checkpoint: by the hash
 * of their weights, which a run that is computed bit for bit alike has in common.
 *
 * @param step the last at which both have had a checkpoint
 * @param same whether the weights were
 * @param sentence for a person
 */
record Continuation(long step, boolean same, String sentence) {
  /**
   * The comparison; empty if the run has no checkpoint in common with its twin but the first.
   *
   * @param own manifests of the run, in the order of the log; retired ones count
   * @param twins those of its twin
   */
  static Optional<Continuation> of(
      long from, List<CheckpointManifest> own, List<CheckpointManifest> twins) {
    Map<Long, CheckpointManifest> byStep = new HashMap<>();
    LiveManifests.latest(own).forEach(each -> byStep.put(each.getStep(), each));
    return LiveManifests.latest(twins).stream()
        .filter(each -> each.getStep() > from && byStep.containsKey(each.getStep()))
        .max(Comparator.comparingLong(CheckpointManifest::getStep))
        .map(twin -> of(byStep.get(twin.getStep()), twin));
  }

  private static Continuation of(CheckpointManifest own, CheckpointManifest twin) {
    long step = own.getStep();
    if (own.getWeights().equals(twin.getWeights())) {
      return new Continuation(
          step,
          true,
          "the twin is the run's own continuation: at step %d both have the same weights"
              .formatted(step));
    }
    String why = own.getSettings().equals(twin.getSettings())
        ? "it was changed after the fork, by a swap for example"
        : "it is computed with %s, the twin with %s"
            .formatted(own.getSettings(), twin.getSettings());
    return new Continuation(
        step,
        false,
        "the twin is not the run's own continuation, at step %d it has other weights: %s"
            .formatted(step, why));
  }
}
