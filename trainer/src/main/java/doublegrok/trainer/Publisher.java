package doublegrok.trainer;

import doublegrok.log.KafkaSettings;
import doublegrok.log.KafkaUnreachableException;
import doublegrok.log.Topic;
import doublegrok.log.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.errors.TimeoutException;

/**
 * Publishes in the background what the training thread hands over, in order, some milliseconds'
 * worth in each of its {@link Transactions}: so that a step never waits for the broker, and whoever
 * sees a record sees all that came before it.
 */
final class Publisher implements AutoCloseable {
  static final int QUEUE_RECORDS = 1024;
  private static final Duration GATHER = Duration.ofMillis(100);
  private static final Duration GATHER_WITH_DEMAND = Duration.ofMillis(40);
  private static final Duration IDLE = Duration.ofMillis(100);
  private static final Duration ASK_AGAIN = Duration.ofMillis(500);
  private static final Duration ANSWER_WITHIN = Duration.ofSeconds(10);
  private static final Duration STOPPED_WITHIN = Duration.ofSeconds(1);
  private static final Duration DRAIN_WITHIN = Duration.ofMillis(1500);

  private final String run;
  private final Transactions transactions;
  private final BooleanSupplier stopped;
  private final TrainerMetrics metrics;
  private final BlockingQueue<Pending> queue = new ArrayBlockingQueue<>(QUEUE_RECORDS);
  private final AtomicReference<Failure> failure = new AtomicReference<>();
  private final Thread thread;
  private volatile boolean closing;

  /** Reason why publishing has failed for good. */
  private record Failure(String message, Throwable cause) {}

  /** A record, and who is told where it lies once it is committed. */
  private record Pending(
      ProducerRecord<String, byte[]> record, Consumer<RecordMetadata> committed) {}

  private Publisher(
      String run, Transactions transactions, BooleanSupplier stopped, TrainerMetrics metrics) {
    this.run = run;
    this.metrics = metrics;
    this.transactions = transactions;
    this.stopped = stopped;
    this.thread = new Thread(this::publishAll, "publisher-" + run);
  }

  /**
   * A publisher for a run; any other trainer of the same run is fenced from here on.
   *
   * @param trainer the identity under which this trainer will open the run
   * @param stopped whether the trainer must stop: then a full queue is waited for only briefly
   * @throws KafkaUnreachableException if the broker does not answer
   */
  static Publisher open(
      KafkaSettings kafka,
      String run,
      String trainer,
      BooleanSupplier stopped,
      TrainerMetrics metrics)
      throws InterruptedException {
    var settings = kafka.transactionalProducer("doublegrok-trainer-" + run);
    settings.put(ProducerConfig.LINGER_MS_CONFIG, 0);
    settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, ANSWER_WITHIN.toMillis());
    settings.put(
        ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, (int) KafkaSettings.BROKER_AWAY_MAX.toMillis());
    try {
      Transactions transactions = Transactions.open(
          run,
          trainer,
          () -> new KafkaProducer<>(settings),
          new KafkaTransactionFate(kafka, run),
          System::nanoTime,
          () -> TimeUnit.NANOSECONDS.sleep(ASK_AGAIN.toNanos()));
      return of(transactions, run, stopped, metrics);
    } catch (TimeoutException away) {
      throw new KafkaUnreachableException(kafka, Transactions.OPENED_WITHIN, away);
    }
  }

  /** A publisher with these transactions, which it owns. */
  static Publisher of(
      Transactions transactions, String run, BooleanSupplier stopped, TrainerMetrics metrics) {
    Publisher publisher = new Publisher(run, transactions, stopped, metrics);
    publisher.thread.start();
    return publisher;
  }

  /**
   * Hands a record over; waits while the queue is full.
   *
   * @throws IllegalStateException if publishing has failed for good, or if the trainer must stop
   *     and the queue stays full
   */
  <V extends SpecificRecord> void publish(Topic<V> topic, String key, V value)
      throws InterruptedException {
    publish(topic, key, value, place -> {});
  }

  /**
   * Hands a record over, as above.
   *
   * @param committed is told where the record lies once it is committed, by another thread
   */
  <V extends SpecificRecord> void publish(
      Topic<V> topic, String key, V value, Consumer<RecordMetadata> committed)
      throws InterruptedException {
    byte[] bytes = topic.codec().encode(value);
    Pending out = new Pending(new ProducerRecord<>(topic.name(), key, bytes), committed);
    long asked = System.nanoTime();
    do {
      throwFailure();
      if (stopped.getAsBoolean() && System.nanoTime() - asked > STOPPED_WITHIN.toNanos()) {
        throw unpublished();
      }
    } while (!queue.offer(out, IDLE.toMillis(), TimeUnit.MILLISECONDS));
    metrics.queued(queue.size());
  }

  /** Throws what made publishing fail for good, if it has. */
  void throwFailure() {
    Optional.ofNullable(failure.get()).ifPresent(Publisher::throwIt);
  }

  /**
   * Publishes what is left, within a bound.
   *
   * @throws IllegalStateException if not everything that was handed over is published
   */
  @Override
  public void close() {
    closing = true;
    try {
      thread.join(DRAIN_WITHIN.toMillis());
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
    boolean drained = !thread.isAlive() && queue.isEmpty();
    Optional<Failure> failed = Optional.ofNullable(failure.get()); // closing may cause another
    closeTransactions();
    failed.ifPresent(Publisher::throwIt);
    if (!drained) {
      throw unpublished();
    }
  }

  private void closeTransactions() {
    try {
      transactions.close();
    } finally {
      thread.interrupt();
    }
  }

  /** Anew each time, so that one can be suppressed by another. */
  private static void throwIt(Failure found) {
    throw new IllegalStateException(found.message(), found.cause());
  }

  private IllegalStateException unpublished() {
    return new IllegalStateException(
        "Kafka did not take the last records of run '%s' in time; a resumed run makes them again"
            .formatted(run));
  }

  private void publishAll() {
    try {
      while (!closing || !queue.isEmpty()) {
        List<Pending> gathered = gather();
        if (!gathered.isEmpty()) {
          commit(gathered);
        }
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      failure.set(
          new Failure("the publisher of run '%s' was interrupted".formatted(run), interrupted));
    } catch (Transactions.TakenOverException over) {
      failure.set(new Failure(over.getMessage(), over));
    } catch (RuntimeException | Error broken) {
      String message = "cannot publish the records of run '%s': %s".formatted(run, broken);
      failure.set(new Failure(message, broken));
    }
  }

  /** Whoever demands batches will wait for them; a report is only looked at. */
  private List<Pending> gather() throws InterruptedException {
    List<Pending> gathered = new ArrayList<>();
    var first = queue.poll(IDLE.toMillis(), TimeUnit.MILLISECONDS);
    long until = System.nanoTime() + GATHER.toNanos();
    for (var next = first; next != null; ) {
      gathered.add(next);
      if (next.record().topic().equals(Topics.DEMAND.name())) {
        until = Math.min(until, System.nanoTime() + GATHER_WITH_DEMAND.toNanos());
      }
      if (gathered.size() == QUEUE_RECORDS) {
        break;
      }
      long left = closing ? 0 : until - System.nanoTime();
      next = queue.poll(Math.max(0, left), TimeUnit.NANOSECONDS);
    }
    return gathered;
  }

  private void commit(List<Pending> gathered) throws InterruptedException {
    long begun = System.nanoTime();
    List<RecordMetadata> places =
        transactions.commit(gathered.stream().map(Pending::record).toList());
    metrics.committed((System.nanoTime() - begun) * 1e-9);
    metrics.queued(queue.size());
    for (int each = 0; each < gathered.size(); each++) {
      gathered.get(each).committed().accept(places.get(each));
    }
  }
}
