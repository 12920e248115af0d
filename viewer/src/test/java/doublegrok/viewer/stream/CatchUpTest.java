package doublegrok.viewer.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Two topics of one partition, of which a group has processed so much. */
@Timeout(30)
final class CatchUpTest {
  private static final TopicPartition STEPS = new TopicPartition("steps", 0);
  private static final TopicPartition EVENTS = new TopicPartition("events", 0);

  private final Map<TopicPartition, Long> committed = new HashMap<>();
  private final List<String> sentences = new ArrayList<>();
  private final Group consumer = new Group();
  private final CatchUp catchUp = new CatchUp(List.of("steps", "events"), () -> consumer);
  private int looks;

  @Test
  void isCaughtUpWhereTheGroupHasProcessedWhatWasThere() {
    logs(10, 4);
    committed.putAll(Map.of(STEPS, 10L, EVENTS, 4L));

    assertThat(catchUp.missing()).isPresent();
    catchUp.run();

    assertThat(catchUp.missing()).isEmpty();
    assertThat(looks).isEqualTo(1);
  }

  @Test
  void emptyTopicsNeedNobodyToReadThem() {
    logs(0, 0);

    catchUp.run();

    assertThat(catchUp.missing()).isEmpty();
    assertThat(looks).isZero();
  }

  @Test
  void waitsUntilTheGroupCommitsItsLastRecord() {
    logs(10, 4);
    committed.putAll(Map.of(STEPS, 9L, EVENTS, 4L));
    records(STEPS, 9);
    consumer.atLook(3, () -> committed.put(STEPS, 10L));

    catchUp.run();

    assertThat(catchUp.missing()).isEmpty();
    assertThat(looks).isEqualTo(3);
    assertThat(sentences)
        .last()
        .isEqualTo("the view has read 1 of 2 partitions up to where they ended at its start");
  }

  @Test
  void whatIsWrittenLaterIsNotWaitedFor() {
    logs(10, 4);
    committed.putAll(Map.of(STEPS, 9L, EVENTS, 4L));
    records(STEPS, 9);
    consumer.atLook(2, () -> {
      consumer.updateEndOffsets(Map.of(STEPS, 5_000L));
      committed.put(STEPS, 10L);
    });

    catchUp.run();

    assertThat(catchUp.missing()).isEmpty();
  }

  @Test
  void marksOfTransactionsBehindTheLastRecordAreNotWaitedFor() {
    logs(10, 0);
    committed.put(STEPS, 8L);
    consumer.atPoll(() -> consumer.seek(STEPS, 10L)); // as over marks, which are no records

    catchUp.run();

    assertThat(catchUp.missing()).isEmpty();
    assertThat(looks).isEqualTo(1);
  }

  @Test
  void aBrokerThatIsAwayIsAskedAgain() {
    logs(10, 4);
    committed.putAll(Map.of(STEPS, 10L, EVENTS, 4L));
    consumer.failures = 2;

    catchUp.run();

    assertThat(catchUp.missing()).isEmpty();
  }

  @Test
  void endsWhenItIsClosed() {
    logs(10, 4);
    records(STEPS, 0);
    consumer.atLook(2, catchUp::close);

    catchUp.run();

    assertThat(catchUp.missing()).isPresent();
  }

  private void logs(long steps, long events) {
    consumer.updatePartitions("steps", List.of(new PartitionInfo("steps", 0, null, null, null)));
    consumer.updatePartitions("events", List.of(new PartitionInfo("events", 0, null, null, null)));
    consumer.updateBeginningOffsets(Map.of(STEPS, 0L, EVENTS, 0L));
    consumer.updateEndOffsets(Map.of(STEPS, steps, EVENTS, events));
  }

  /** There is one record to be read, again and again. */
  private void records(TopicPartition partition, long offset) {
    consumer.unread = Optional.of(new ConsumerRecord<>(
        partition.topic(), 0, offset, "a", "value".getBytes(StandardCharsets.UTF_8)));
  }

  /** A consumer of the group, which is asked for what the group has committed. */
  private final class Group extends MockConsumer<String, byte[]> {
    private final Map<Integer, Runnable> actions = new HashMap<>();
    private Optional<ConsumerRecord<String, byte[]>> unread = Optional.empty();
    private Optional<Runnable> poll = Optional.empty();
    private int failures;

    Group() {
      super("earliest");
    }

    void atLook(int number, Runnable action) {
      actions.put(number, action);
    }

    void atPoll(Runnable action) {
      poll = Optional.of(action);
    }

    @Override
    public synchronized Map<TopicPartition, OffsetAndMetadata> committed(
        Set<TopicPartition> asked, Duration timeout) {
      if (failures-- > 0) {
        throw new TimeoutException("away");
      }
      sentences.add(catchUp.missing().orElse(""));
      actions.getOrDefault(++looks, () -> {}).run();
      return committed.entrySet().stream()
          .filter(each -> asked.contains(each.getKey()))
          .collect(
              Collectors.toMap(Map.Entry::getKey, each -> new OffsetAndMetadata(each.getValue())));
    }

    @Override
    public synchronized void assign(Collection<TopicPartition> partitions) {
      super.assign(partitions);
      poll.ifPresent(this::schedulePollTask);
      unread
          .filter(each -> partitions.contains(new TopicPartition(each.topic(), 0)))
          .ifPresent(this::addRecord);
    }

    /** The next one is the same. */
    @Override
    public void close() {
      assertThat(looks).isNotNegative();
    }
  }
}
