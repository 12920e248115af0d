package doublegrok.task.regression;

import doublegrok.task.random.CounterRandom;
import doublegrok.task.random.RandomStream;

/**
 * Latent tasks by their numbers, whose weights are a function of seed and number. There are three
 * ranges, so that no task of the last two is ever trained in a list or met twice by chance: tasks
 * that may be listed, tasks that are never trained, and fresh ones.
 */
final class LatentTasks {
  /** Number of the tasks that may be listed, the first ones. */
  static final int LISTED = RegressionKeys.MOST_TASKS;

  private static final int FRESH = 1 << 30;

  private final Conditions conditions;
  private final double[] deviations;
  private final long seed;

  LatentTasks(Conditions conditions, long seed) {
    this.conditions = conditions;
    this.deviations = Conditions.roots(conditions.tasks());
    this.seed = seed;
  }

  /** The task of a sequence that shows one that is never trained. */
  static int never(int row) {
    return LISTED + row;
  }

  /** A task that no other sequence has. */
  static int fresh(CounterRandom numbers) {
    return FRESH + numbers.below(FRESH);
  }

  /** The weights of a task, [dimension]. */
  double[] weights(int latent) {
    CounterRandom numbers = new CounterRandom(seed, RandomStream.TASK_WEIGHTS, latent);
    double[] normal = new double[deviations.length];
    for (int i = 0; i < normal.length; i++) {
      normal[i] = numbers.nextGaussian();
    }
    return conditions.axes().stretched(normal, deviations);
  }
}
