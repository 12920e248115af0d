package doublegrok.log;

import java.time.Duration;
import java.util.List;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;

/** Partitions in which a topic's records lie, for whoever assigns itself what it reads. */
public final class TopicPartitions {
  private TopicPartitions() {}

  /**
   * The one that holds every record of a run.
   *
   * @throws IllegalStateException if the topic does not exist
   */
  public static TopicPartition of(
      Consumer<?, ?> consumer, Topic<?> topic, String run, Duration within) {
    int count = all(consumer, topic, within).size();
    return new TopicPartition(topic.name(), RecordKeys.partition(run, count));
  }

  /**
   * All of them.
   *
   * @throws IllegalStateException if the topic does not exist
   */
  public static List<TopicPartition> all(Consumer<?, ?> consumer, Topic<?> topic, Duration within) {
    List<PartitionInfo> partitions = consumer.partitionsFor(topic.name(), within);
    if (partitions == null || partitions.isEmpty()) {
      throw new IllegalStateException(
          "the topic %s does not exist; whatever starts a run or a service makes the topics"
              .formatted(topic.name()));
    }
    return partitions.stream()
        .map(each -> new TopicPartition(each.topic(), each.partition()))
        .toList();
  }
}
