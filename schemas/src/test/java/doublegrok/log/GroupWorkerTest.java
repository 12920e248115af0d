package doublegrok.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CancellationException;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;

final class GroupWorkerTest {
  private static final TopicPartition PARTITION = new TopicPartition(Topics.DEMAND.name(), 0);

  private final MockConsumer<String, byte[]> consumer = new MockConsumer<>("earliest");
  private final MockProducer<String, byte[]> producer = producer();
  private final Queue<GroupWorker.Session> sessions =
      new ArrayDeque<>(List.of(new GroupWorker.Session(consumer, producer)));
  private final ToyTrade trade = new ToyTrade();
  private final GroupWorker worker = new GroupWorker(sessions::poll, trade, () -> 0);

  /** Echoes each record, and notes what it is asked for. */
  private static final class ToyTrade implements Trade {
    private final List<String> asked = new ArrayList<>();
    private Runnable during = () -> {};
    private volatile boolean cancelled;

    @Override
    public String name() {
      return "toy worker";
    }

    @Override
    public List<Topic<?>> topics() {
      return List.of(Topics.DEMAND);
    }

    @Override
    public String group() {
      return "toys";
    }

    @Override
    public Duration atMost() {
      return Duration.ofMinutes(1);
    }

    @Override
    public void begin() {
      asked.add("begin");
    }

    @Override
    public List<ProducerRecord<String, byte[]>> work(ConsumerRecord<String, byte[]> origin) {
      asked.add("work " + origin.key());
      during.run();
      if (cancelled) {
        throw new CancellationException("toys are put away");
      }
      return List.of(new ProducerRecord<>("echo", origin.key(), origin.value()));
    }

    @Override
    public void forget() {
      asked.add("forget");
    }

    @Override
    public void cancel() {
      cancelled = true;
    }

    @Override
    public void close() {
      asked.add("close");
    }
  }

  @Test
  void eachRecordsResultsAreCommittedWithThePositionAfterIt() {
    records(consumer, "a", "b");

    worker.run();

    assertThat(worker.failure()).isNotDone();
    assertThat(trade.asked).containsExactly("begin", "forget", "work a", "work b", "close");
    assertThat(producer.history()).extracting(ProducerRecord::key).containsExactly("a", "b");
    assertThat(producer.commitCount()).isEqualTo(2);
    assertThat(positions(producer)).containsExactly(1L, 2L);
    assertReleased(consumer, producer);
  }

  @Test
  void whatAnotherMemberHasTakenOverIsDroppedAndForgotten() {
    records(consumer, "a");
    producer.sendOffsetsToTransactionException = new CommitFailedException("taken over");

    worker.run();

    assertThat(worker.failure()).isNotDone();
    assertThat(trade.asked).containsExactly("begin", "forget", "work a", "forget", "close");
    assertThat(producer.history()).isEmpty();
    assertThat(positions(producer)).isEmpty();
  }

  @Test
  void afterAnAbsenceOfTheBrokerTheWorkIsDoneAgainInANewMembership() {
    records(consumer, "a");
    producer.commitTransactionException = new TimeoutException("no answer");
    MockConsumer<String, byte[]> rejoined = new MockConsumer<>("earliest");
    MockProducer<String, byte[]> another = producer();
    sessions.add(new GroupWorker.Session(rejoined, another));
    records(rejoined, "a");

    worker.run();

    assertThat(worker.failure()).isNotDone();
    assertThat(trade.asked)
        .containsExactly("begin", "forget", "work a", "forget", "work a", "close");
    assertThat(producer.history()).isEmpty();
    assertThat(positions(another)).containsExactly(1L);
    assertReleased(consumer, producer);
    assertReleased(rejoined, another);
  }

  @Test
  void workThatCannotGoOnEndsTheWorkerAndReleasesEverything() {
    records(consumer, "a", "b");
    trade.during = () -> {
      throw new IllegalStateException("out of toys");
    };

    worker.run();

    assertThat(worker.failure())
        .isCompletedWithValueMatching(thrown -> "out of toys".equals(thrown.getMessage()));
    assertThat(trade.asked).containsExactly("begin", "forget", "work a", "close");
    assertThat(producer.history()).isEmpty();
    assertReleased(consumer, producer);
  }

  @Test
  void aWorkerThatIsClosedDuringItsWorkCommitsNothing() {
    records(consumer, "a", "b");
    trade.during = worker::close;

    worker.run();

    assertThat(worker.failure()).isNotDone();
    assertThat(trade.asked).containsExactly("begin", "forget", "work a", "close");
    assertThat(producer.history()).isEmpty();
    assertThat(positions(producer)).isEmpty();
    assertReleased(consumer, producer);
  }

  /** These come in one poll; the next one is woken. */
  private static void records(MockConsumer<String, byte[]> consumer, String... keys) {
    consumer.schedulePollTask(() -> {
      consumer.rebalance(List.of(PARTITION));
      consumer.updateBeginningOffsets(Map.of(PARTITION, 0L));
      for (int offset = 0; offset < keys.length; offset++) {
        consumer.addRecord(new ConsumerRecord<>(
            PARTITION.topic(), PARTITION.partition(), offset, keys[offset], new byte[] {1}));
      }
    });
    consumer.schedulePollTask(consumer::wakeup);
  }

  private static MockProducer<String, byte[]> producer() {
    return new MockProducer<>(true, null, new StringSerializer(), new ByteArraySerializer());
  }

  private static List<Long> positions(MockProducer<String, byte[]> producer) {
    return producer.consumerGroupOffsetsHistory().stream()
        .flatMap(commit -> commit.values().stream())
        .map(offsets -> offsets.get(PARTITION))
        .map(OffsetAndMetadata::offset)
        .toList();
  }

  private static void assertReleased(
      MockConsumer<String, byte[]> consumer, MockProducer<String, byte[]> producer) {
    assertThat(producer.closed()).isTrue();
    assertThat(consumer.closed()).isTrue();
  }
}
