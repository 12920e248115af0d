package doublegrok.spec;

import doublegrok.task.key.Key;
import doublegrok.task.key.Values;

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
  private static final Key<Long> EVERY = Key.whole("checkpoint.every", 1, TrainingSpec.MOST_STEPS);
  private static final Key<Long> KEEP_EVERY =
      Key.whole("checkpoint.keep_every", 0, TrainingSpec.MOST_STEPS).or(1L);
  private static final Key<Integer> KEEP_LAST =
      Key.integer("checkpoint.keep_last", 1, MOST_KEPT).or(3);
  private static final Key<Integer> KEEP_BEST =
      Key.integer("checkpoint.keep_best", 0, MOST_KEPT).or(1);

  static CheckpointSpec read(KeyReader in) {
    return new CheckpointSpec(
        in.get(EVERY), in.get(KEEP_EVERY), in.get(KEEP_LAST), in.get(KEEP_BEST));
  }

  Values values() {
    return Values.none()
        .with(EVERY, every)
        .with(KEEP_EVERY, keepEvery)
        .with(KEEP_LAST, keepLast)
        .with(KEEP_BEST, keepBest);
  }
}
