package doublegrok.spec;

/**
 * How a checkpoint is evaluated.
 *
 * @param sequences of each set
 * @param probeEvery every how many checkpoints the probes look too; 0 for never
 * @param gridShots examples in the context of the query grid, at most one less than the shots
 * @param impostors impostor sequences for each number of shots
 */
public record EvaluationSpec(int sequences, int probeEvery, int gridShots, int impostors) {
  /** Whether the probes look at the checkpoint of this step. */
  public boolean probes(long step, CheckpointSpec checkpoint) {
    return probeEvery > 0 && step % (checkpoint.every() * probeEvery) == 0;
  }
}
