package doublegrok.task;

import doublegrok.task.random.CounterRandom;
import java.util.Arrays;
import java.util.function.Function;
import java.util.function.LongFunction;

/** Writer of a block of sequences whose latent tasks are chosen, one after the other. */
public interface SequenceWriter {
  /** Writes one sequence. */
  void write(int row, CounterRandom numbers);

  /** The sequences, once all are written. */
  Sequences block();

  /**
   * Sequences that cover tasks round after round, each a function of its task and round.
   *
   * @param tasks at least one
   * @param writers of blocks whose sequences have these tasks
   * @param numbers of a round and task, as one index
   */
  static Sequences covering(
      int[] tasks,
      int sequences,
      Function<int[], SequenceWriter> writers,
      LongFunction<CounterRandom> numbers) {
    int[] latents = new int[sequences];
    Arrays.setAll(latents, row -> tasks[row % tasks.length]);
    SequenceWriter writer = writers.apply(latents);
    for (int row = 0; row < sequences; row++) {
      long round = row / tasks.length;
      writer.write(row, numbers.apply(round << Integer.SIZE | latents[row]));
    }
    return writer.block();
  }
}
