package doublegrok.spec;

import doublegrok.task.key.Rule;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * A change of the distribution that the spec plans.
 *
 * @param atBatch first batch index that has it
 * @param changes run-spec keys, for example {@code distribution.tasks}, and their values
 */
public record ScheduledSwap(long atBatch, Map<String, String> changes) {
  public ScheduledSwap {
    changes = Collections.unmodifiableMap(new TreeMap<>(changes));
  }

  static ScheduledSwap of(Rows<ScheduledSwap> in, Map<String, String> changes) {
    Rule<Long> rule = Rule.whole(1, TrainingSpec.MOST_STEPS);
    return new ScheduledSwap(in.row("at_batch", rule, ScheduledSwap::atBatch), changes);
  }
}
