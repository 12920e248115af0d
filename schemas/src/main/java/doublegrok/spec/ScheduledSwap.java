package doublegrok.spec;

import doublegrok.task.key.Key;
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
    Key<Long> atBatch = Key.whole("at_batch", 1, TrainingSpec.MOST_STEPS)
        .about("First batch that has the change; beyond that of the swap before.");
    return new ScheduledSwap(in.row(atBatch, ScheduledSwap::atBatch), changes);
  }
}
