package doublegrok.log;

import java.util.Optional;
import java.util.Set;
import org.apache.kafka.streams.processor.StreamPartitioner;

/**
 * Partitioner of what a topology writes: into the partition of the key's run, as all that belongs
 * to the run. Kafka's own choice goes by the whole key.
 */
public final class RunStreamPartitioner implements StreamPartitioner<String, byte[]> {
  /** Kafka means to remove this form, but until then it has no body of its own. */
  @Override
  @SuppressWarnings("removal")
  public Optional<Set<Integer>> partitions(String topic, String key, byte[] value, int partitions) {
    return Optional.of(Set.of(RecordKeys.partition(key, partitions)));
  }
}
