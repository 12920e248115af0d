package doublegrok.generator;

import doublegrok.log.KafkaSettings;
import doublegrok.log.RecordKeys;
import doublegrok.log.Topics;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The end of the log as the cluster knows it. It only saves whoever trains the run some reading, so
 * that a cluster that does not say it in time is not waited for.
 */
final class KafkaBatchesEnd implements BatchesEnd {
  private static final Logger log = LoggerFactory.getLogger(KafkaBatchesEnd.class);
  private static final Duration WITHIN = Duration.ofSeconds(2);
  private static final Duration CLOSE_WITHIN = Duration.ofSeconds(1);

  private final Admin admin;

  KafkaBatchesEnd(KafkaSettings kafka) {
    this.admin = Admin.create(kafka.common());
  }

  @Override
  public OptionalLong of(String run) {
    try {
      return OptionalLong.of(end(run));
    } catch (ExecutionException | TimeoutException | KafkaException silent) {
      log.warn("run {} begins at an unknown offset: {}", run, silent.toString());
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
    return OptionalLong.empty();
  }

  @Override
  public void close() {
    admin.close(CLOSE_WITHIN);
  }

  private long end(String run) throws InterruptedException, ExecutionException, TimeoutException {
    String topic = Topics.BATCHES.name();
    int partitions = admin
        .describeTopics(List.of(topic))
        .allTopicNames()
        .get(WITHIN.toMillis(), TimeUnit.MILLISECONDS)
        .get(topic)
        .partitions()
        .size();
    TopicPartition own = new TopicPartition(topic, RecordKeys.partition(run, partitions));
    return admin
        .listOffsets(Map.of(own, OffsetSpec.latest()))
        .partitionResult(own)
        .get(WITHIN.toMillis(), TimeUnit.MILLISECONDS)
        .offset();
  }
}
