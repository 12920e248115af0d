package doublegrok.control;

import doublegrok.spec.DistributionChanges;
import doublegrok.spec.RunSpec;
import doublegrok.spec.ScheduledSwap;
import doublegrok.spec.SpecDifference;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The spec of a run that goes on from another's checkpoint. What is set below {@code distribution}
 * begins with the fork's first batch, as a swap; every other key holds from there on. The past
 * stays: the swaps before the fork, and all that the weights and the evaluation contexts are made
 * of.
 */
public final class ForkPlan {
  private static final String DISTRIBUTION = "distribution.";

  private ForkPlan() {}

  /**
   * The child's spec.
   *
   * @param parent its effective spec at the checkpoint
   * @param step of the checkpoint, which is the index of the child's first batch
   * @param overrides {@code key=value}
   * @throws doublegrok.spec.text.InvalidSpecException with every fault
   * @throws IllegalArgumentException if a key is changed that the checkpoint fixes
   */
  public static RunSpec child(RunSpec parent, long step, List<String> overrides) {
    List<String> changes =
        overrides.stream().filter(each -> changesData(each, step)).toList();
    List<String> others =
        overrides.stream().filter(each -> !changesData(each, step)).toList();
    RunSpec changed = parent.changed("the parent's spec", others);
    refuseOtherPast(changed, parent);
    RunSpec child = changed.withSwaps(Stream.concat(
            parent.swaps().stream().filter(swap -> swap.atBatch() < step),
            changed.swaps().stream().filter(swap -> swap.atBatch() >= step))
        .toList());
    if (child.training().steps() <= step) {
      throw new IllegalArgumentException(
          "training.steps must be beyond the fork's step %d, was %d; set it, for example %s=%d"
              .formatted(step, child.training().steps(), "training.steps", 2 * step + 1));
    }
    return changes.isEmpty() ? child : begun(child, step, changes);
  }

  /** Before the first batch there is nothing to swap from: the distribution itself is another. */
  private static boolean changesData(String override, long step) {
    return step > 0 && override.strip().startsWith(DISTRIBUTION);
  }

  /** With what the parent planned for the same batch: the fork's changes win. */
  private static RunSpec begun(RunSpec child, long step, List<String> changes) {
    Map<String, String> all = new HashMap<>();
    child.swapAt(step).ifPresent(planned -> all.putAll(planned.changes()));
    all.putAll(DistributionChanges.parse("", "of the fork", changes));
    return child.withSwap(new ScheduledSwap(step, all)).checked("the fork's spec");
  }

  private static void refuseOtherPast(RunSpec changed, RunSpec parent) {
    List<String> fixed = SpecDifference.fixedByCheckpoints(SpecDifference.keys(changed, parent));
    if (!fixed.isEmpty()) {
      throw new IllegalArgumentException(
          "a fork cannot change %s: the checkpoint's weights and moments and the evaluation"
                  .formatted(String.join(", ", fixed))
              + " contexts are made with it; start a new run instead");
    }
  }
}
