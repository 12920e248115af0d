package doublegrok.task;

import doublegrok.task.random.CounterRandom;
import doublegrok.task.random.RandomStream;
import java.util.Arrays;

/**
 * Chooses the in-distribution latent tasks. Selections of one seed and draw are nested: more tasks
 * begin with the same ones.
 */
public final class TaskSelection {
  private TaskSelection() {}

  /** Uniform draws without replacement from the latents 0 .. latents - 1. */
  public static int[] random(int latents, Distribution distribution, long seed) {
    int[] all = firstNumbers(latents);
    numbers(distribution, seed).shuffle(all);
    return Arrays.copyOf(all, distribution.tasks());
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
