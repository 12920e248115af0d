package doublegrok.log;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.apache.kafka.clients.producer.Partitioner;
import org.apache.kafka.common.Cluster;
import org.apache.kafka.common.utils.Utils;

/**
 * Puts all records of a run into one partition, whatever follows the run in their keys; but work is
 * spread, each checkpoint by its own key.
 */
public final class RunPartitioner implements Partitioner {
  @Override
  public int partition(
      String topic, Object key, byte[] keyBytes, Object value, byte[] bytes, Cluster cluster) {
    String text = new String(keyBytes, StandardCharsets.UTF_8);
    int partitions = cluster.partitionCountForTopic(topic);
    return topic.equals(Topics.WORK.name())
        ? Utils.toPositive(Utils.murmur2(keyBytes)) % partitions
        : RecordKeys.partition(text, partitions);
  }

  @Override
  public void configure(Map<String, ?> configs) {}

  @Override
  public void close() {}
}
