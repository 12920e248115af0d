package doublegrok.task;

import doublegrok.task.random.CounterRandom;
import doublegrok.task.random.RandomStream;
import java.util.Arrays;
import java.util.function.Function;
import java.util.function.ToIntFunction;

/** Training batches: a latent task is drawn for each sequence, and then what the sequence shows. */
public final class DrawnTraining implements TrainingSampler {
  private final int[] inDistribution;
  private final ToIntFunction<CounterRandom> tasks;
  private final Function<int[], SequenceWriter> writers;
  private final long seed;

  /**
   * Of tasks that may be any.
   *
   * @param inDistribution those that are listed
   * @param tasks draws one
   * @param writers of blocks whose sequences have these tasks
   */
  public DrawnTraining(
      int[] inDistribution,
      ToIntFunction<CounterRandom> tasks,
      Function<int[], SequenceWriter> writers,
      long seed) {
    this.inDistribution = inDistribution.clone();
    this.tasks = tasks;
    this.writers = writers;
    this.seed = seed;
  }

  /** Of listed tasks, each as likely as another. */
  public static DrawnTraining of(int[] listed, Function<int[], SequenceWriter> writers, long seed) {
    return new DrawnTraining(listed, draw -> listed[draw.below(listed.length)], writers, seed);
  }

  @Override
  public Sequences batch(long index, int sequences) {
    TrainingSampler.requireBatch(index, sequences);
    CounterRandom draw = new CounterRandom(seed, RandomStream.TRAINING_TASKS, index);
    int[] latents = new int[sequences];
    Arrays.setAll(latents, row -> tasks.applyAsInt(draw));
    SequenceWriter writer = writers.apply(latents);
    CounterRandom numbers = new CounterRandom(seed, RandomStream.TRAINING_INPUTS, index);
    for (int row = 0; row < sequences; row++) {
      writer.write(row, numbers);
    }
    return writer.block();
  }

  @Override
  public int[] inDistribution() {
    return inDistribution.clone();
  }
}
