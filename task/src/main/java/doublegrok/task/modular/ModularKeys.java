package doublegrok.task.modular;

import doublegrok.task.Distribution;
import doublegrok.task.key.Interval;
import doublegrok.task.key.Key;
import java.util.List;

/** Keys of the distributions of modular arithmetic. */
public final class ModularKeys {
  /** How the tasks are chosen. */
  public static final Key<Selection> SELECTION =
      Key.choice("selection", Selection.class).or(Selection.RANDOM);

  /** Alpha, the share of the inputs that is trained on. */
  public static final Key<Double> INPUT_FRACTION =
      Key.decimal("input_fraction", Interval.ABOVE_ZERO_TO_ONE);

  /** Whether every task gets the same number of sequences in a batch. */
  public static final Key<Boolean> BALANCED = Key.flag("balanced").or(true);

  /** Probability that all inputs of a sequence lie on one line through the origin. */
  public static final Key<Double> COLLINEAR =
      Key.decimal("collinear", Interval.ZERO_TO_ONE).or(0.0);

  /** All of them, in the order in which they are written. */
  static final List<Key<?>> ALL = List.of(
      Distribution.TASKS,
      SELECTION,
      Distribution.TASK_DRAW,
      INPUT_FRACTION,
      Distribution.SHOTS,
      BALANCED,
      COLLINEAR,
      Distribution.LABEL_NOISE);

  private ModularKeys() {}

  /** All of them in a family of this many latents. */
  static List<Key<?>> of(int latents) {
    return ALL.stream()
        .<Key<?>>map(
            key -> key.equals(Distribution.TASKS) ? Key.integer(key.name(), 1, latents) : key)
        .toList();
  }
}
