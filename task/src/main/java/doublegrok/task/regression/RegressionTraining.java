package doublegrok.task.regression;

import doublegrok.task.RealSequences;
import doublegrok.task.SequenceLayout;
import doublegrok.task.TrainingSampler;
import doublegrok.task.random.CounterRandom;
import doublegrok.task.random.RandomStream;

/** Training batches: a listed task or a fresh one for each sequence, and its examples. */
final class RegressionTraining implements TrainingSampler {
  private final RegressionShape shape;
  private final SequenceLayout layout;
  private final Conditions conditions;
  private final int[] listed;
  private final long seed;

  /**
   * The sampler of a distribution.
   *
   * @param listed its tasks; none for fresh ones
   */
  RegressionTraining(
      RegressionShape shape,
      SequenceLayout layout,
      Conditions conditions,
      int[] listed,
      long seed) {
    this.shape = shape;
    this.layout = layout;
    this.conditions = conditions;
    this.listed = listed;
    this.seed = seed;
  }

  @Override
  public RealSequences batch(long index, int sequences) {
    if (index < 0 || sequences < 1) {
      throw new IllegalArgumentException(
          "index must be at least 0 and sequences at least 1, were " + index + " and " + sequences);
    }
    CounterRandom draw = new CounterRandom(seed, RandomStream.TRAINING_TASKS, index);
    int[] latents = new int[sequences];
    for (int row = 0; row < sequences; row++) {
      latents[row] =
          listed.length > 0 ? listed[draw.below(listed.length)] : LatentTasks.fresh(draw);
    }
    LatentTasks tasks = new LatentTasks(conditions, seed);
    RegressionSampler sampler = new RegressionSampler(shape, conditions, tasks, layout, latents);
    CounterRandom numbers = new CounterRandom(seed, RandomStream.TRAINING_INPUTS, index);
    for (int row = 0; row < sequences; row++) {
      sampler.write(row, numbers);
    }
    return sampler.block();
  }

  @Override
  public int[] inDistribution() {
    return listed.clone();
  }
}
