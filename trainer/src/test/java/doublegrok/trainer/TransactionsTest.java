package doublegrok.trainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import doublegrok.log.RunPartitioner;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A broker that goes away in the middle, and comes back, on a clock that is wound by hand. */
@Timeout(30)
final class TransactionsTest {
  private static final List<ProducerRecord<String, byte[]>> RECORDS =
      List.of(record("1"), record("2"), record("3"));

  private final FakeTestimony testimony = new FakeTestimony();
  private final Queue<FlakyProducer> next = new ArrayDeque<>();
  private final List<FlakyProducer> made = new ArrayList<>();
  private long nanos;
  private Runnable whilePausing = () -> {};

  static List<RuntimeException> abortions() {
    return List.of(
        new InvalidProducerEpochException("aborted by the coordinator"),
        new ProducerFencedException("aborted by the coordinator"),
        new KafkaException("in an error state", new TimeoutException("expired")),
        new KafkaException("in an error state", new InvalidProducerEpochException("aborted")));
  }

  @Test
  void aCommitThatTimesOutIsAskedForAgainUntilItIsDecided() throws InterruptedException {
    FlakyProducer producer = producer();
    producer.timeouts = 400;

    Transactions transactions = open();
    List<RecordMetadata> places = transactions.commit(RECORDS);

    assertThat(keys(producer)).containsExactly("1", "2", "3");
    assertThat(places).extracting(RecordMetadata::offset).containsExactly(0L, 1L, 2L);
    assertThat(made).hasSize(1);
    assertThat(Duration.ofNanos(nanos)).isGreaterThan(Duration.ofMinutes(6));
  }

  @ParameterizedTest
  @MethodSource("abortions")
  void whatWasAbortedMeanwhileIsSentAgainInOrder(RuntimeException abortion)
      throws InterruptedException {
    producer().timesOutThen(60, abortion);
    FlakyProducer second = producer();
    Transactions transactions = open();
    testimony.owner = Optional.of(Given.TRAINER);

    transactions.commit(RECORDS);
    transactions.commit(List.of(record("4")));

    assertThat(keys(second)).containsExactly("1", "2", "3", "4");
    assertThat(made.get(0).closed()).isTrue();
    assertThat(made.get(0).history()).isEmpty();
  }

  @Test
  void whatTheLogHoldsIsNotSentAgain() throws InterruptedException {
    producer().timesOutThen(60, new InvalidProducerEpochException("a stale answer"));
    FlakyProducer second = producer();
    Transactions transactions = open();
    testimony.committed = true;

    List<RecordMetadata> places = transactions.commit(RECORDS);

    assertThat(second.history()).isEmpty();
    assertThat(places).hasSize(3);
    assertThat(testimony.asked).hasValue(1);
  }

  @Test
  void whatWasNeverAcknowledgedCannotBeCommittedAndIsSentAgain() throws InterruptedException {
    FlakyProducer first = producer();
    first.timesOutThen(60, new KafkaException("in an error state", new TimeoutException("late")));
    first.acknowledging = false;
    FlakyProducer second = producer();
    Transactions transactions = open();
    testimony.committed = true; // if it were asked

    transactions.commit(RECORDS);

    assertThat(keys(second)).containsExactly("1", "2", "3");
    assertThat(testimony.asked).hasValue(0);
  }

  @ParameterizedTest
  @MethodSource("abortions")
  void stopsOnceAnotherTrainerHasOpenedTheRun(RuntimeException abortion)
      throws InterruptedException {
    producer().timesOutThen(60, abortion);
    Transactions transactions = open();
    testimony.owner = Optional.of("another");

    assertThatThrownBy(() -> transactions.commit(RECORDS))
        .isInstanceOf(Transactions.TakenOverException.class)
        .hasMessage("another trainer has taken over run 'a'; this one stops");
    assertThat(made).hasSize(1);
  }

  @Test
  void whoeverFencesWithoutAnOutageIsGivenTimeToOpenTheRun() throws InterruptedException {
    producer().timesOutThen(0, new ProducerFencedException("a newer one"));
    Transactions transactions = open();
    testimony.owner = Optional.of(Given.TRAINER);
    long begun = nanos;
    whilePausing = () -> {
      if (Duration.ofNanos(nanos - begun).toSeconds() > 15) {
        testimony.owner = Optional.of("another");
      }
    };

    assertThatThrownBy(() -> transactions.commit(RECORDS))
        .isInstanceOf(Transactions.TakenOverException.class);
    assertThat(made).hasSize(1);
  }

  @Test
  void itsPredecessorsEventIsNoSignOfAnother() throws InterruptedException {
    testimony.owner = Optional.of("the predecessor");
    producer().timesOutThen(60, new ProducerFencedException("aborted"));
    FlakyProducer second = producer();
    Transactions transactions = open();

    transactions.commit(RECORDS);

    assertThat(keys(second)).containsExactly("1", "2", "3");
  }

  @Test
  void aBrokerThatStaysAwayIsWaitedForAQuarterOfAnHour() throws InterruptedException {
    producer().timeouts = Integer.MAX_VALUE;
    Transactions transactions = open();
    long begun = nanos;

    assertThatThrownBy(() -> transactions.commit(RECORDS)).isInstanceOf(TimeoutException.class);
    assertThat(Duration.ofNanos(nanos - begun).toMinutes()).isEqualTo(15);
  }

  @Test
  void aRecordThatKafkaRefusesIsNotSentAgain() throws InterruptedException {
    producer().timesOutThen(0, new RecordTooLargeException("too large"));
    Transactions transactions = open();

    assertThatThrownBy(() -> transactions.commit(RECORDS))
        .isInstanceOf(RecordTooLargeException.class);
    assertThat(made).hasSize(1);
  }

  @Test
  void aBrokerThatIsAwayAtTheStartIsWaitedForAMinute() {
    for (int attempt = 0; attempt < 100; attempt++) {
      producer().initTransactionException = new TimeoutException("no answer");
    }

    assertThatThrownBy(this::open).isInstanceOf(TimeoutException.class);

    assertThat(made).hasSize(61).allMatch(MockProducer::closed);
  }

  private Transactions open() throws InterruptedException {
    return Transactions.open(
        Given.RUN,
        Given.TRAINER,
        () -> {
          made.add(next.remove());
          return made.get(made.size() - 1);
        },
        testimony,
        () -> nanos,
        () -> {
          nanos += Duration.ofSeconds(1).toNanos();
          whilePausing.run();
        });
  }

  /** The producer that is made after those that will be made before. */
  private FlakyProducer producer() {
    FlakyProducer producer = new FlakyProducer();
    next.add(producer);
    return producer;
  }

  private static ProducerRecord<String, byte[]> record(String key) {
    return new ProducerRecord<>("topic", key, new byte[0]);
  }

  private static List<String> keys(FlakyProducer producer) {
    return producer.history().stream().map(ProducerRecord::key).toList();
  }

  /** Its commits time out for a while, and then succeed or fail. */
  private static final class FlakyProducer extends MockProducer<String, byte[]> {
    int timeouts;
    boolean acknowledging = true;
    Optional<RuntimeException> then = Optional.empty();

    FlakyProducer() {
      super(true, new RunPartitioner(), new StringSerializer(), new ByteArraySerializer());
    }

    void timesOutThen(int times, RuntimeException thrown) {
      timeouts = times;
      then = Optional.of(thrown);
    }

    @Override
    public synchronized Future<RecordMetadata> send(ProducerRecord<String, byte[]> record) {
      Future<RecordMetadata> sent = super.send(record);
      return acknowledging
          ? sent
          : CompletableFuture.failedFuture(new TimeoutException("not acknowledged"));
    }

    @Override
    public void commitTransaction() {
      if (timeouts > 0) {
        timeouts--;
        throw new TimeoutException("no answer");
      }
      if (then.isPresent()) {
        throw then.get();
      }
      super.commitTransaction();
    }
  }
}
