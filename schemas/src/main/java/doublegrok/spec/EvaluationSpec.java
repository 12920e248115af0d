package doublegrok.spec;

import doublegrok.task.key.Key;
import doublegrok.task.key.Values;

/**
 * How a checkpoint is evaluated.
 *
 * @param sequences of each set
 * @param probeEvery every how many checkpoints the probes look too; 0 for never
 * @param gridShots examples in the context of the query grid, at most one less than the shots
 * @param impostors impostor sequences for each number of shots
 */
public record EvaluationSpec(int sequences, int probeEvery, int gridShots, int impostors) {
  private static final int MOST = 65_536;
  private static final Key<Integer> SEQUENCES =
      Key.integer("evaluation.sequences", 1, MOST).or(512);
  private static final Key<Integer> PROBE_EVERY =
      Key.integer("evaluation.probe_every", 0, MOST).or(1);
  private static final Key<Integer> GRID_SHOTS =
      Key.integer("evaluation.grid_shots", 0, MOST).or(8);
  private static final Key<Integer> IMPOSTORS =
      Key.integer("evaluation.impostors", 0, MOST).or(32);

  static EvaluationSpec read(KeyReader in) {
    return new EvaluationSpec(
        in.get(SEQUENCES), in.get(PROBE_EVERY), in.get(GRID_SHOTS), in.get(IMPOSTORS));
  }

  Values values() {
    return Values.none()
        .with(SEQUENCES, sequences)
        .with(PROBE_EVERY, probeEvery)
        .with(GRID_SHOTS, gridShots)
        .with(IMPOSTORS, impostors);
  }

  /** Whether the probes look at the checkpoint of this step. */
  public boolean probes(long step, CheckpointSpec checkpoint) {
    return probeEvery > 0 && step % (checkpoint.every() * probeEvery) == 0;
  }
}
