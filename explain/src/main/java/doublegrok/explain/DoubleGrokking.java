package doublegrok.explain;

import doublegrok.task.EvaluationSet.Tasks;
import doublegrok.task.Transition;
import doublegrok.task.Transition.Change;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/** Distance between the two delayed rises of a run. */
public final class DoubleGrokking {
  private static final Transition NEW_INPUTS = Transition.of(Tasks.NOW, Change.GENERALISATION);
  private static final Transition NEW_TASKS = Transition.of(Tasks.NEVER, Change.GENERALISATION);

  private DoubleGrokking() {}

  /** The transition to new inputs, and that to new tasks. */
  public static List<Transition> bounds() {
    return List.of(NEW_INPUTS, NEW_TASKS);
  }

  /** Whether the gap reaches from or to this transition. */
  public static boolean isBoundedBy(Transition transition) {
    return bounds().contains(transition);
  }

  /**
   * The gap log10(t_OOD / t_ID) between the generalisation to new tasks and that to new inputs, in
   * decades of steps; negative if new tasks came first. That of a run is between the completions,
   * that of an event between the onsets.
   *
   * @param steps step of each transition
   * @return empty unless both happened, at step 1 or later
   */
  public static OptionalDouble gap(Map<Transition, Double> steps) {
    double id = steps.getOrDefault(NEW_INPUTS, 0.0);
    double ood = steps.getOrDefault(NEW_TASKS, 0.0);
    return id < 1 || ood < 1
        ? OptionalDouble.empty()
        : OptionalDouble.of(StrictMath.log10(ood / id));
  }
}
