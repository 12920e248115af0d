package doublegrok.spec;

import doublegrok.task.key.Key;

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
        in.row(
            Key.whole("every", 1, most).about("Steps between two checkpoints."),
            CheckpointSpec::every),
        in.row(
            Key.whole("keep_every", 0, most)
                .or(1L)
                .about("Every how many checkpoints one stays for good: 1 keeps all, 0 none by this"
                    + " rule."),
            CheckpointSpec::keepEvery),
        in.row(
            Key.integer("keep_last", 1, MOST_KEPT).or(3).about("How many of the last stay."),
            CheckpointSpec::keepLast),
        in.row(
            Key.integer("keep_best", 0, MOST_KEPT)
                .or(1)
                .about("How many of those stay that solve never-trained tasks best."),
            CheckpointSpec::keepBest));
  }
}
