package doublegrok.task;

import doublegrok.task.random.CounterRandom;
import doublegrok.task.random.RandomStream;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.function.IntPredicate;

/**
 * The latent tasks after a history of swaps: trained now, trained formerly, never trained. Each
 * class lists its tasks in one random order of all latents, the same after every swap.
 */
public final class TaskClasses {
  private static final int MOST_NEVER = 256;

  private final int[] order;
  private final BitSet now = new BitSet();
  private final BitSet ever = new BitSet();

  /**
   * The classes after a history.
   *
   * @param latents number of latents
   * @param history in-distribution latents, oldest first, the last ones current; at least one
   */
  public TaskClasses(int latents, List<int[]> history, long seed) {
    order = TaskSelection.firstNumbers(latents);
    new CounterRandom(seed, RandomStream.EVALUATION_ORDER, 0).shuffle(order);
    history.forEach(tasks -> Arrays.stream(tasks).forEach(ever::set));
    Arrays.stream(history.get(history.size() - 1)).forEach(now::set);
  }

  /** Tasks trained now. */
  public int[] now() {
    return select(now::get, order.length);
  }

  /** Tasks trained before a swap and not since. */
  public int[] formerly() {
    return select(task -> ever.get(task) && !now.get(task), order.length);
  }

  /** Tasks never trained; at most 256, as in He et al. 2024. */
  public int[] never() {
    return select(task -> !ever.get(task), MOST_NEVER);
  }

  private int[] select(IntPredicate member, int most) {
    return Arrays.stream(order).filter(member).limit(most).toArray();
  }
}
