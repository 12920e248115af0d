package doublegrok.task.modular;

import doublegrok.task.Distribution;
import doublegrok.task.key.Interval;
import doublegrok.task.key.Key;
import doublegrok.task.key.Rule;
import java.util.List;

/** Keys of the distributions of modular arithmetic. */
public final class ModularKeys {
  /** How the tasks are chosen. */
  public static final Key<Selection> SELECTION = Key.choice("selection", Selection.class)
      .or(Selection.RANDOM)
      .about("How the tasks are chosen: uniformly; in rectangles of four in the plane of the"
          + " two coefficients; or so that a fifth of all, evenly spaced, comes last.");

  /** Alpha, the share of the inputs that is trained on. */
  public static final Key<Double> INPUT_FRACTION = Key.decimal(
          "input_fraction", Interval.ABOVE_ZERO_TO_ONE)
      .about("Share of the inputs that is trained on; the rest is held out.");

  /** Whether every task gets the same number of sequences in a batch. */
  public static final Key<Boolean> BALANCED = Key.flag("balanced")
      .or(true)
      .about("Whether every task gets the same number of sequences in a batch.");

  /** Probability that all inputs of a sequence lie on one line through the origin. */
  public static final Key<Double> COLLINEAR = Key.decimal("collinear", Interval.ZERO_TO_ONE)
      .or(0.0)
      .about("Probability that all inputs of a sequence lie on one line through the origin.");

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
        .<Key<?>>map(key ->
            key.equals(Distribution.TASKS) ? Distribution.TASKS.by(Rule.integer(1, latents)) : key)
        .toList();
  }
}
