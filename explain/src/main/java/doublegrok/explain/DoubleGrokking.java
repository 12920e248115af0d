package doublegrok.explain;

import java.util.Map;
import java.util.OptionalDouble;

/** How far apart the two delayed rises of a run are. */
public final class DoubleGrokking {
  private DoubleGrokking() {}

  /**
   * The gap log10(t_OOD / t_ID) between the generalisation to new tasks and that to new inputs, in
   * decades of steps; negative if new tasks came first.
   *
   * @param firstGains step at which each transition happened first
   * @return empty unless both happened, at step 1 or later
   */
  public static OptionalDouble gap(Map<Transition, Long> firstGains) {
    long id = firstGains.getOrDefault(Transition.ID_GENERALISATION, 0L);
    long ood = firstGains.getOrDefault(Transition.OOD_GENERALISATION, 0L);
    return id < 1 || ood < 1
        ? OptionalDouble.empty()
        : OptionalDouble.of(StrictMath.log10((double) ood / id));
  }
}
