package doublegrok.explain;

import doublegrok.task.EvaluationSet.Tasks;
import doublegrok.task.Transition;
import doublegrok.task.Transition.Change;
import java.util.Map;
import java.util.OptionalDouble;

/** Distance between the two delayed rises of a run. */
public final class DoubleGrokking {
  private static final Transition NEW_INPUTS = Transition.of(Tasks.NOW, Change.GENERALISATION);
  private static final Transition NEW_TASKS = Transition.of(Tasks.NEVER, Change.GENERALISATION);

  private DoubleGrokking() {}

  /** Whether the gap reaches from or to this transition. */
  public static boolean isBoundedBy(Transition transition) {
    return transition.equals(NEW_INPUTS) || transition.equals(NEW_TASKS);
  }

  /**
   * The gap log10(t_OOD / t_ID) between the generalisation to new tasks and that to new inputs, in
   * decades of steps; negative if new tasks came first.
   *
   * @param firstGains step at which each transition happened first
   * @return empty unless both happened, at step 1 or later
   */
  public static OptionalDouble gap(Map<Transition, Long> firstGains) {
    long id = firstGains.getOrDefault(NEW_INPUTS, 0L);
    long ood = firstGains.getOrDefault(NEW_TASKS, 0L);
    return id < 1 || ood < 1
        ? OptionalDouble.empty()
        : OptionalDouble.of(StrictMath.log10((double) ood / id));
  }
}
