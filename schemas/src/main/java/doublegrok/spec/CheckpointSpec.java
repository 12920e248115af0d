package doublegrok.spec;

import static doublegrok.task.key.Rule.integer;
import static doublegrok.task.key.Rule.whole;

/**
 * Plan of when checkpoints are taken (before the first step, every so many steps, and at the end),
 * and which of them stay: those that any rule keeps.
 *
 * @param every steps between two checkpoints
 * @param keepEvery so many times {@code every} lie between two checkpoints that stay for good; 1
 *     keeps all there are, 0 none by this rule
 * @param keepLast how many of the last stay
 * @param keepBest how many of those stay that solve never-trained tasks best, at the last shot
 */
public record CheckpointSpec(long every, long keepEvery, int keepLast, int keepBest) {
  private static final int MOST_KEPT = 1_000_000;

  static CheckpointSpec of(Rows<CheckpointSpec> in) {
    long most = TrainingSpec.MOST_STEPS;
    return new CheckpointSpec(
        in.row("every", whole(1, most), CheckpointSpec::every),
        in.row("keep_every", whole(0, most), 1L, CheckpointSpec::keepEvery),
        in.row("keep_last", integer(1, MOST_KEPT), 3, CheckpointSpec::keepLast),
        in.row("keep_best", integer(0, MOST_KEPT), 1, CheckpointSpec::keepBest));
  }
}
