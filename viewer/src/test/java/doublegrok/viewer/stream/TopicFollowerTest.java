package doublegrok.viewer.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Two topics of one partition, which are read from the begin or from where reading stopped. */
@Timeout(30)
final class TopicFollowerTest {
  private static final TopicPartition STEPS = new TopicPartition("steps", 0);
  private static final TopicPartition EVENTS = new TopicPartition("events", 0);

  private final Map<TopicPartition, Long> positions = new HashMap<>();
  private final List<String> taken = new ArrayList<>();
  private final List<String> sentences = new ArrayList<>();
  private final Log log = new Log();
  private final TopicFollower follower =
      new TopicFollower(List.of("steps", "events"), () -> log, new Positions());
  private RuntimeException fault = new TimeoutException("away");
  private int failures;

  @Test
  void emptyTopicsNeedNobodyToReadThem() {
    logs(0, 0);
    log.then(follower::close);

    assertThat(follower.missing()).isPresent();
    follower.run();

    assertThat(follower.missing()).isEmpty();
    assertThat(taken).isEmpty();
  }

  @Test
  void isMissingWhatWasThereAtTheStartUntilItIsTaken() {
    logs(2, 1);
    log.then(() -> log.add(STEPS, 0));
    log.then(() -> log.add(EVENTS, 0));
    log.then(() -> log.add(STEPS, 1));
    log.then(follower::close);

    follower.run();

    assertThat(taken).containsExactly("steps 0", "events 0", "steps 1");
    assertThat(sentences)
        .containsExactly(
            "the view has read 0 of 2 partitions up to where they ended at its start",
            "the view has read 0 of 2 partitions up to where they ended at its start",
            "the view has read 1 of 2 partitions up to where they ended at its start");
    assertThat(follower.missing()).isEmpty();
  }

  @Test
  void goesOnWhereItStopped() {
    logs(10, 4);
    positions.putAll(Map.of(STEPS, 9L, EVENTS, 4L));
    log.then(() -> log.add(STEPS, 9));
    log.then(follower::close);

    follower.run();

    assertThat(taken).containsExactly("steps 9");
    assertThat(follower.missing()).isEmpty();
  }

  @Test
  void whatIsWrittenLaterIsNotWaitedForAndIsTakenToo() {
    logs(1, 0);
    log.then(() -> {
      log.updateEndOffsets(Map.of(STEPS, 5_000L));
      log.add(STEPS, 0);
    });
    log.then(() -> log.add(STEPS, 1));
    log.then(follower::close);

    follower.run();

    assertThat(sentences.get(1)).isEmpty();
    assertThat(taken).containsExactly("steps 0", "steps 1");
  }

  @Test
  void marksOfTransactionsBehindTheLastRecordAreNotWaitedFor() {
    logs(10, 0);
    positions.put(STEPS, 8L);
    log.then(() -> log.seek(STEPS, 10L)); // as over marks, which are no records
    log.then(follower::close);

    follower.run();

    assertThat(follower.missing()).isEmpty();
  }

  @Test
  void aBrokerThatIsAwayIsAskedAgain() {
    logs(0, 0);
    failures = 2;
    log.then(follower::close);

    follower.run();

    assertThat(follower.missing()).isEmpty();
    assertThat(follower.failure()).isNotDone();
  }

  @Test
  void whatWillNotPassEndsItAndIsSaid() {
    logs(10, 4);
    fault = new TopicAuthorizationException("steps");
    failures = 1;

    follower.run();

    assertThat(follower.failure()).isCompletedWithValue(fault);
  }

  @Test
  void aTakerThatCannotTakeEndsIt() {
    logs(1, 0);
    log.then(() -> {
      throw new IllegalStateException("its stores cannot be written");
    });

    follower.run();

    assertThat(follower.failure().join())
        .hasMessage("the view cannot go on: its stores cannot be written");
  }

  @Test
  void endsWhenItIsClosedThoughSomethingIsMissing() {
    logs(10, 4);
    log.then(follower::close);

    follower.run();

    assertThat(follower.missing()).isPresent();
    assertThat(follower.ended()).isTrue();
  }

  private void logs(long steps, long events) {
    log.updatePartitions("steps", List.of(new PartitionInfo("steps", 0, null, null, null)));
    log.updatePartitions("events", List.of(new PartitionInfo("events", 0, null, null, null)));
    log.updateBeginningOffsets(Map.of(STEPS, 0L, EVENTS, 0L));
    log.updateEndOffsets(Map.of(STEPS, steps, EVENTS, events));
  }

  /** Remembers nothing but what it was given. */
  private final class Positions implements TopicFollower.Taker {
    @Override
    public OptionalLong position(TopicPartition partition) {
      return positions.containsKey(partition)
          ? OptionalLong.of(positions.get(partition))
          : OptionalLong.empty();
    }

    @Override
    public void take(ConsumerRecords<String, byte[]> records) {
      sentences.add(follower.missing().orElse(""));
      records.forEach(each -> taken.add(each.topic() + " " + each.offset()));
    }
  }

  /** A consumer whose polls go by a plan, and whose broker is away at first if that is wanted. */
  private final class Log extends MockConsumer<String, byte[]> {
    Log() {
      super("earliest");
    }

    void then(Runnable action) {
      schedulePollTask(action);
    }

    void add(TopicPartition partition, long offset) {
      addRecord(new ConsumerRecord<>(partition.topic(), 0, offset, "a", new byte[] {1}));
    }

    @Override
    public synchronized Map<TopicPartition, Long> endOffsets(
        Collection<TopicPartition> partitions, Duration timeout) {
      if (failures-- > 0) {
        throw fault;
      }
      return super.endOffsets(partitions);
    }

    /** The next one is the same. */
    @Override
    public void close(CloseOptions options) {
      assertThat(options).isNotNull();
    }
  }
}
