package doublegrok.viewer.stream;

import doublegrok.log.KafkaSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether a consumer group has processed what was committed to its topics when this began: by the
 * positions that the group commits. Looks until it has, and never again.
 */
final class CatchUp implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(CatchUp.class);
  private static final Duration ANSWER_WITHIN = Duration.ofSeconds(30);
  private static final Duration LOOK = Duration.ofMillis(200);
  private static final Duration LOOK_AGAIN_AFTER = Duration.ofMillis(100);
  private static final Duration CLOSE_WITHIN = Duration.ofMillis(500);

  private final List<String> topics;
  private final Supplier<? extends Consumer<String, byte[]>> consumers;
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Thread thread;
  private final Map<TopicPartition, Long> ends = new HashMap<>(); // of the thread alone
  private int partitions;
  private volatile Optional<String> missing = Optional.of("the view looks where its topics end");
  private volatile Optional<Consumer<String, byte[]>> current = Optional.empty();

  CatchUp(List<String> topics, Supplier<? extends Consumer<String, byte[]>> consumers) {
    this.topics = topics;
    this.consumers = consumers;
    this.thread = new Thread(this::run, "view-catch-up");
  }

  /** Begins to look, in a thread of its own. */
  static CatchUp start(KafkaSettings kafka, String group, List<String> topics) {
    Map<String, Object> settings = new HashMap<>(kafka.consumer());
    settings.put(ConsumerConfig.GROUP_ID_CONFIG, group);
    settings.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, 1); // the first record will do
    CatchUp begun = new CatchUp(topics, () -> new KafkaConsumer<>(settings));
    begun.thread.start();
    return begun;
  }

  /** What the group has yet to process, as a sentence for a person; empty if nothing. */
  Optional<String> missing() {
    return missing;
  }

  @Override
  public void close() {
    closing.countDown();
    current.ifPresent(Consumer::wakeup);
    try {
      thread.join(CLOSE_WITHIN.toMillis());
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** Looks until nothing is missing or it is closed; a broker's absence only takes time. */
  void run() {
    while (closing.getCount() > 0) {
      try (Consumer<String, byte[]> consumer = consumers.get()) {
        current = Optional.of(consumer);
        findEnds(consumer);
        while (!ends.isEmpty() && closing.getCount() > 0) {
          look(consumer);
          missing = told();
          pause();
        }
        missing = told();
        return;
      } catch (WakeupException closed) {
        log.debug("the view is closed before it has caught up");
        return;
      } catch (KafkaException away) {
        log.info("the view cannot tell yet whether it has caught up: {}", away.toString());
      } finally {
        current = Optional.empty();
      }
      pause();
    }
  }

  private Optional<String> told() {
    return ends.isEmpty()
        ? Optional.empty()
        : Optional.of("the view has read %d of %d partitions up to where they ended at its start"
            .formatted(partitions - ends.size(), partitions));
  }

  /** Once: what is written later, and while a broker was away, is the future. */
  private void findEnds(Consumer<String, byte[]> consumer) {
    if (partitions > 0) {
      return;
    }
    List<TopicPartition> all = new ArrayList<>();
    for (String topic : topics) {
      for (PartitionInfo each : consumer.partitionsFor(topic, ANSWER_WITHIN)) {
        all.add(new TopicPartition(topic, each.partition()));
      }
    }
    Map<TopicPartition, Long> begins = consumer.beginningOffsets(all, ANSWER_WITHIN);
    consumer.endOffsets(all, ANSWER_WITHIN).forEach((partition, end) -> {
      if (end > begins.get(partition)) {
        ends.put(partition, end);
      }
    });
    partitions = all.size();
  }

  private void look(Consumer<String, byte[]> consumer) {
    Map<TopicPartition, OffsetAndMetadata> committed =
        consumer.committed(ends.keySet(), ANSWER_WITHIN);
    Map<TopicPartition, Long> begins = consumer.beginningOffsets(ends.keySet(), ANSWER_WITHIN);
    Map<TopicPartition, Long> positions = new HashMap<>();
    begins.forEach((partition, begin) -> {
      OffsetAndMetadata known = committed.get(partition);
      positions.put(partition, known == null ? begin : Math.max(begin, known.offset()));
    });
    ends.entrySet().removeIf(each -> positions.get(each.getKey()) >= each.getValue());
    if (!ends.isEmpty()) {
      lookBehind(consumer, positions);
    }
  }

  /** The group does not commit beyond the last record, behind which transactions leave marks. */
  private void lookBehind(Consumer<String, byte[]> consumer, Map<TopicPartition, Long> positions) {
    consumer.assign(ends.keySet());
    ends.keySet().forEach(each -> consumer.seek(each, positions.get(each)));
    ConsumerRecords<String, byte[]> records = consumer.poll(LOOK);
    ends.entrySet().removeIf(each -> {
      boolean unread = records.records(each.getKey()).stream()
          .anyMatch(record -> record.offset() < each.getValue());
      return !unread && consumer.position(each.getKey(), ANSWER_WITHIN) >= each.getValue();
    });
  }

  private void pause() {
    try {
      if (closing.await(LOOK_AGAIN_AFTER.toMillis(), TimeUnit.MILLISECONDS)) {
        log.debug("the view is closed");
      }
    } catch (InterruptedException interrupted) {
      throw new InterruptException(interrupted);
    }
  }
}
