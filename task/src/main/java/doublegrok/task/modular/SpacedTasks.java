package doublegrok.task.modular;

import doublegrok.task.TaskSelection;
import doublegrok.task.random.CounterRandom;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * An order of the latents 0 .. p - 1 whose last fifth lies evenly on their circle: whoever trains
 * on at most four fifths of them never sees an evenly spaced fifth. Both parts are in a random
 * order, so that more tasks begin with the same ones, as in every selection.
 */
final class SpacedTasks {
  private static final int SHARE = 5;

  private SpacedTasks() {}

  /** How many latents of p lie evenly: a fifth, rounded up. */
  static int spaced(int modulus) {
    return (modulus + SHARE - 1) / SHARE;
  }

  /** The first latents of the order. */
  static int[] of(int modulus, int tasks, CounterRandom random) {
    int[] order = TaskSelection.firstNumbers(modulus);
    random.shuffle(order);
    int start = random.below(modulus);
    boolean[] last = new boolean[modulus];
    int count = spaced(modulus);
    for (int i = 0; i < count; i++) {
      last[(start + i * modulus / count) % modulus] = true;
    }
    IntStream first = Arrays.stream(order).filter(latent -> !last[latent]);
    return IntStream.concat(first, Arrays.stream(order).filter(latent -> last[latent]))
        .limit(tasks)
        .toArray();
  }
}
