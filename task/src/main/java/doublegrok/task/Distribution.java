package doublegrok.task;

import doublegrok.task.key.Interval;
import doublegrok.task.key.Key;
import doublegrok.task.key.Values;

/**
 * Values of the keys that training data is drawn by, all of which a swap may change. A family lists
 * those of the keys here that have a meaning in it, and its own.
 *
 * @param values of the family's keys below {@code distribution}
 */
public record Distribution(Values values) {
  /** Most examples in a sequence. */
  public static final int MOST_SHOTS = 512;

  /** Number of in-distribution latent tasks. */
  public static final Key<Integer> TASKS = Key.integer("tasks", 1, Integer.MAX_VALUE)
      .about("Number of latent tasks that are trained on: the in-distribution ones.");

  /** Which draw of the tasks; another number gives other tasks. */
  public static final Key<Integer> TASK_DRAW = Key.integer("task_draw", 0, Integer.MAX_VALUE)
      .or(0)
      .about("Which draw of the tasks; another number gives other tasks.");

  /** Examples in a sequence. */
  public static final Key<Integer> SHOTS = Key.integer("shots", 1, MOST_SHOTS)
      .about("Examples in a sequence, the query at its end included.");

  /** Positions in a sequence, in a family whose sequences are not made of examples. */
  public static final Key<Integer> LENGTH =
      Key.integer("length", 2, 4096).about("Positions in a sequence.");

  /** Probability that an answer is replaced by a uniform draw. */
  public static final Key<Double> LABEL_NOISE = Key.decimal(
          "label_noise", Interval.ZERO_TO_BELOW_ONE)
      .or(0.0)
      .about("Probability that an answer is replaced by a uniform draw.");

  /** The value of a key, or what it is when the family does not list it. */
  public <T> T get(Key<T> key) {
    return values.get(key);
  }

  /** The same distribution but for one key. */
  public <T> Distribution with(Key<T> key, T value) {
    return new Distribution(values.with(key, value));
  }

  /** Number of in-distribution latent tasks. */
  public int tasks() {
    return get(TASKS);
  }

  /** Which draw of the tasks. */
  public int taskDraw() {
    return get(TASK_DRAW);
  }

  /** Examples in a sequence. */
  public int shots() {
    return get(SHOTS);
  }

  /** Probability that an answer is replaced by a uniform draw. */
  public double labelNoise() {
    return get(LABEL_NOISE);
  }
}
