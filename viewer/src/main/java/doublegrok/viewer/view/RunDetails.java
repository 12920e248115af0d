package doublegrok.viewer.view;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * All that a person or a script may want to know of where a run stands.
 *
 * @param summary where it stands
 * @param checkpoint its newest one
 * @param computing how its newest trainer computes it, and why so
 * @param lineage the run that it was forked from, that run's parent, and so on; empty if it was
 *     started
 */
public record RunDetails(
    RunSummary summary,
    Optional<CheckpointPoint> checkpoint,
    Optional<String> computing,
    List<Ancestor> lineage) {
  public RunDetails {
    lineage = List.copyOf(lineage);
  }

  /**
   * A checkpoint.
   *
   * @param step steps done
   * @param nextBatch index of the batch that it goes on with
   * @param weightsSha256 hash of the file of weights
   * @param optimizerSha256 hash of the file of the optimizer's moments
   * @param settings what else its numbers depend on: device, threads, precision
   */
  public record CheckpointPoint(
      long step,
      long nextBatch,
      String weightsSha256,
      String optimizerSha256,
      Map<String, String> settings) {
    public CheckpointPoint {
      settings = Map.copyOf(settings);
    }
  }

  /**
   * Ancestor of a run.
   *
   * @param run name of the parent
   * @param step of the parent's checkpoint
   */
  public record Ancestor(String run, long step) {}
}
