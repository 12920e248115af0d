package doublegrok.task;

/**
 * Training batches of one distribution, each a pure function of its index. Not thread-safe: every
 * thread makes a sampler of its own.
 */
public interface TrainingSampler {
  /**
   * The batch with this index.
   *
   * @param index batch index, at least 0
   * @param sequences number of sequences, at least 1
   */
  Sequences batch(long index, int sequences);

  /**
   * Whether all batches of so many sequences are the same, as where each is the whole training set.
   */
  default boolean repeats(int sequences) {
    return false;
  }

  /**
   * Refuses what is no batch.
   *
   * @throws IllegalArgumentException if the index is negative or there are no sequences
   */
  static void requireBatch(long index, int sequences) {
    if (index < 0 || sequences < 1) {
      throw new IllegalArgumentException(
          "index must be at least 0 and sequences at least 1, were " + index + " and " + sequences);
    }
  }

  /** The in-distribution latent tasks, in the order of their selection. */
  int[] inDistribution();
}
