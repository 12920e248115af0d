package doublegrok.trainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import doublegrok.log.RunPartitioner;
import doublegrok.log.Topics;
import doublegrok.record.Demand;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Timeout(30)
final class PublisherTest {
  private static final String FENCED = "another trainer has taken over run 'a'; this one stops";
  private static final String LEFT =
      "Kafka did not take the last records of run 'a' in time; a resumed run makes them again";

  static List<RuntimeException> fencings() {
    return List.of(
        new ProducerFencedException("a newer one"),
        new InvalidProducerEpochException("a newer one"),
        new KafkaException("in an error state", new ProducerFencedException("a newer one")));
  }

  @Test
  void whatIsGatheredIsOneTransactionInOrder() throws InterruptedException {
    GatedProducer producer = new GatedProducer();
    FakeLog log = new FakeLog(producer);
    Publisher publisher = log.publisher();

    publish(publisher, 0);
    producer.reached.await();
    for (long number = 1; number < 500; number++) {
      publish(publisher, number);
    }
    producer.gate.countDown();
    publisher.close();

    assertThat(numbers(log))
        .containsExactlyElementsOf(LongStream.range(0, 500).boxed().toList());
    assertThat(producer.commitCount()).isEqualTo(2);
  }

  @Test
  void tellsWhenARecordIsCommittedAndNotBefore() throws InterruptedException {
    GatedProducer producer = new GatedProducer();
    FakeLog log = new FakeLog(producer);
    Publisher publisher = log.publisher();
    List<Integer> seen = new CopyOnWriteArrayList<>();

    publisher.publish(
        Topics.DEMAND,
        Given.RUN,
        new Demand(Given.RUN, 7L, null, 0L, 100L),
        place -> seen.add(log.published(Topics.DEMAND).size()));
    producer.reached.await();
    assertThat(seen).isEmpty();
    producer.gate.countDown();
    publisher.close();

    assertThat(seen).containsExactly(1);
  }

  @Test
  void neverTellsOfARecordWhoseTransactionFails() throws InterruptedException {
    FakeLog log = new FakeLog();
    log.producer.commitTransactionException = new KafkaException("no");
    AtomicInteger told = new AtomicInteger();
    Publisher publisher = log.publisher();

    publisher.publish(
        Topics.DEMAND,
        Given.RUN,
        new Demand(Given.RUN, 7L, null, 0L, 100L),
        place -> told.incrementAndGet());

    assertThatThrownBy(publisher::close).isInstanceOf(IllegalStateException.class);
    assertThat(told).hasValue(0);
  }

  @Test
  void waitsWhileTheQueueIsFullAndLosesNothing() throws InterruptedException {
    GatedProducer producer = new GatedProducer();
    FakeLog log = new FakeLog(producer);
    Publisher publisher = log.publisher();
    int all = 3 * Publisher.QUEUE_RECORDS;
    AtomicInteger accepted = new AtomicInteger();
    Thread writer = new Thread(() -> {
      try {
        for (int number = 0; number < all; number++) {
          publish(publisher, number);
          accepted.incrementAndGet();
        }
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
      }
    });

    writer.start();
    while (accepted.get() <= Publisher.QUEUE_RECORDS
        || writer.getState() != Thread.State.TIMED_WAITING) {
      Thread.onSpinWait();
    }
    assertThat(accepted.get()).isLessThanOrEqualTo(2 * Publisher.QUEUE_RECORDS);
    producer.gate.countDown();
    writer.join();
    publisher.close();

    assertThat(numbers(log))
        .containsExactlyElementsOf(LongStream.range(0, all).boxed().toList());
  }

  @Test
  void aStoppedTrainerWaitsForAFullQueueOnlyBriefly() {
    GatedProducer producer = new GatedProducer();
    Publisher publisher = new FakeLog(producer).publisher(() -> true);

    long begun = System.nanoTime();
    assertThatThrownBy(() -> {
          for (long number = 0; ; number++) {
            publish(publisher, number);
          }
        })
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(LEFT);

    assertThat(since(begun)).isLessThan(Duration.ofSeconds(3));
    producer.gate.countDown();
    publisher.close();
  }

  @ParameterizedTest
  @MethodSource("fencings")
  void fencingIsOneSentence(RuntimeException fencing) {
    FakeLog log = new FakeLog();
    log.producer.commitTransactionException = fencing;
    Publisher publisher = log.publisher();
    log.testimony.owner = Optional.of("another trainer");

    assertThatThrownBy(() -> publishUntilItFails(publisher))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(FENCED);
    assertThatThrownBy(publisher::close)
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(FENCED);
    assertThat(log.producer.closed()).isTrue();
  }

  @Test
  void everyFailureIsThrownAnewSoThatOneCanSuppressAnother() {
    FakeLog log = new FakeLog();
    log.producer.commitTransactionException = new RecordTooLargeException("too large");

    assertThatThrownBy(() -> {
          try (Publisher publisher = log.publisher()) {
            publishUntilItFails(publisher);
          }
        })
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("cannot publish the records of run 'a'")
        .hasMessageContaining("too large");
  }

  @Test
  void closesWithinItsBoundEvenIfTheBrokerHangs() throws InterruptedException {
    GatedProducer producer = new GatedProducer();
    Publisher publisher = new FakeLog(producer).publisher();
    publish(publisher, 0);
    producer.reached.await();

    long begun = System.nanoTime();
    assertThatThrownBy(publisher::close)
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(LEFT);

    assertThat(since(begun)).isLessThan(Duration.ofMillis(2500));
    assertThat(producer.closed()).isTrue();
  }

  @Test
  void aProducerThatCannotBeginIsClosed() {
    FakeLog log = new FakeLog();
    log.producer.initTransactionException = new AuthorizationException("no");

    assertThatThrownBy(log::publisher).isInstanceOf(AuthorizationException.class);

    assertThat(log.producer.closed()).isTrue();
  }

  @Test
  void closingWithNothingToPublishCommitsNothing() {
    FakeLog log = new FakeLog();

    log.publisher().close();

    assertThat(log.producer.commitCount()).isZero();
    assertThat(log.producer.closed()).isTrue();
  }

  private static void publishUntilItFails(Publisher publisher) throws InterruptedException {
    publish(publisher, 0);
    while (true) {
      publisher.throwFailure();
      Thread.onSpinWait();
    }
  }

  private static void publish(Publisher publisher, long number) throws InterruptedException {
    publisher.publish(Topics.DEMAND, Given.RUN, new Demand(Given.RUN, number, null, 0L, 100L));
  }

  private static List<Long> numbers(FakeLog log) {
    return log.published(Topics.DEMAND).stream().map(Demand::getUpToBatch).toList();
  }

  private static Duration since(long nanos) {
    return Duration.ofNanos(System.nanoTime() - nanos);
  }

  /** Its transactions begin only once the gate is open. */
  private static final class GatedProducer extends MockProducer<String, byte[]> {
    final CountDownLatch reached = new CountDownLatch(1);
    final CountDownLatch gate = new CountDownLatch(1);

    GatedProducer() {
      super(true, new RunPartitioner(), new StringSerializer(), new ByteArraySerializer());
    }

    @Override
    public void beginTransaction() {
      reached.countDown();
      try {
        gate.await();
      } catch (InterruptedException interrupted) {
        throw new InterruptException(interrupted);
      }
      super.beginTransaction();
    }
  }
}
