package doublegrok.spec;

import java.util.Map;

/**
 * A change of the distribution that the spec plans.
 *
 * @param atBatch first batch index that has it
 * @param changes run-spec keys, for example {@code distribution.tasks}, and their values
 */
public record ScheduledSwap(long atBatch, Map<String, String> changes) {
  public ScheduledSwap {
    changes = Map.copyOf(changes);
  }
}
