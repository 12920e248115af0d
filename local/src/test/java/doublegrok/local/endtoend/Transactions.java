package doublegrok.local.endtoend;

import static org.awaitility.Awaitility.await;

import doublegrok.log.KafkaSettings;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.internals.Topic;

/** Transactions of a whole cluster, as its broker writes them down. */
final class Transactions {
  /** Longer than any service waits until it commits what it did. */
  private static final long QUIET_MILLIS = 1500;

  private Transactions() {}

  /** Waits until nobody begins or ends any for a while. */
  static void awaitNone(KafkaSettings kafka) {
    try (Admin admin = Admin.create(kafka.common())) {
      await().atMost(LocalRun.PATIENCE).until(() -> {
        long before = written(admin);
        TimeUnit.MILLISECONDS.sleep(QUIET_MILLIS);
        return written(admin) == before;
      });
    }
  }

  private static long written(Admin admin) throws Exception {
    Map<TopicPartition, OffsetSpec> ends = new HashMap<>();
    var topic = Topic.TRANSACTION_STATE_TOPIC_NAME;
    var described = admin.describeTopics(List.of(topic)).allTopicNames().get();
    described
        .get(topic)
        .partitions()
        .forEach(
            each -> ends.put(new TopicPartition(topic, each.partition()), OffsetSpec.latest()));
    return admin.listOffsets(ends).all().get().values().stream()
        .mapToLong(ListOffsetsResultInfo::offset)
        .sum();
  }
}
