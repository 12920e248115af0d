package doublegrok.task;

import doublegrok.task.random.CounterRandom;
import doublegrok.task.random.RandomStream;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Chooses the in-distribution latent tasks. Selections of one seed and draw are nested: more tasks
 * begin with the same ones.
 */
public final class TaskSelection {
  private static final int SHARE = 5;

  private TaskSelection() {}

  /** Uniform draws without replacement from the latents 0 .. latents - 1. */
  public static int[] random(int latents, Distribution distribution, long seed) {
    int[] all = firstNumbers(latents);
    numbers(distribution, seed).shuffle(all);
    return Arrays.copyOf(all, distribution.tasks());
  }

  /**
   * Uniform draws, of which a fifth of all, rounded up, comes last, evenly spaced on the circle of
   * the latents: whoever trains on at most four fifths of them never sees an even fifth.
   */
  public static int[] spaced(int latents, Distribution distribution, long seed) {
    CounterRandom random = numbers(distribution, seed);
    int[] order = firstNumbers(latents);
    random.shuffle(order);
    int start = random.below(latents);
    int count = (latents + SHARE - 1) / SHARE;
    boolean[] last = new boolean[latents];
    for (int i = 0; i < count; i++) {
      last[(start + i * latents / count) % latents] = true;
    }
    IntStream first = Arrays.stream(order).filter(latent -> !last[latent]);
    return IntStream.concat(first, Arrays.stream(order).filter(latent -> last[latent]))
        .limit(distribution.tasks())
        .toArray();
  }

  /** The numbers that this draw of a selection uses. */
  public static CounterRandom numbers(Distribution distribution, long seed) {
    return new CounterRandom(seed, RandomStream.TASK_SELECTION, distribution.taskDraw());
  }

  /** The numbers 0 .. count - 1. */
  public static int[] firstNumbers(int count) {
    int[] numbers = new int[count];
    Arrays.setAll(numbers, i -> i);
    return numbers;
  }
}
