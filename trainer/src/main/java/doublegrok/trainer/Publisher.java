package doublegrok.trainer;

import doublegrok.schemas.KafkaSettings;
import doublegrok.schemas.KafkaUnreachableException;
import doublegrok.schemas.Topic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.TimeoutException;

/**
 * Publishes in the background what the training thread hands over, in order, some milliseconds'
 * worth in each transaction: so that a step never waits for the broker, and whoever sees a record
 * sees all that came before it.
 */
final class Publisher implements AutoCloseable {
  static final int QUEUE_RECORDS = 1024;
  private static final Duration GATHER = Duration.ofMillis(40);
  private static final Duration IDLE = Duration.ofMillis(100);
  private static final Duration BROKER_AWAY_MAX = Duration.ofSeconds(60);
  private static final Duration STOPPED_WITHIN = Duration.ofSeconds(1);
  private static final Duration DRAIN_WITHIN = Duration.ofMillis(1500);
  private static final Duration CLOSE_WITHIN = Duration.ofMillis(500);

  private final String run;
  private final Producer<String, byte[]> producer;
  private final BooleanSupplier stopped;
  private final BlockingQueue<ProducerRecord<String, byte[]>> queue =
      new ArrayBlockingQueue<>(QUEUE_RECORDS);
  private final AtomicReference<Failure> failure = new AtomicReference<>();
  private final Thread thread;
  private volatile boolean closing;

  /** A record of which someone wants to know when it is on the log for good. */
  private static final class Awaited extends ProducerRecord<String, byte[]> {
    private final Runnable committed;

    Awaited(String topic, String key, byte[] value, Runnable committed) {
      super(topic, key, value);
      this.committed = committed;
    }
  }

  /** Why publishing has failed for good. */
  private record Failure(String message, Throwable cause) {}

  private Publisher(String run, Producer<String, byte[]> producer, BooleanSupplier stopped) {
    this.run = run;
    this.producer = producer;
    this.stopped = stopped;
    this.thread = new Thread(this::publishAll, "publisher-" + run);
  }

  /**
   * A publisher for a run; any other trainer of the same run is fenced from here on.
   *
   * @param stopped whether the trainer must stop: then a full queue is waited for only briefly
   * @throws KafkaUnreachableException if the broker does not answer
   */
  static Publisher open(KafkaSettings kafka, String run, BooleanSupplier stopped) {
    var settings = kafka.transactionalProducer("doublegrok-trainer-" + run);
    settings.put(ProducerConfig.LINGER_MS_CONFIG, 0);
    settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, BROKER_AWAY_MAX.toMillis());
    try {
      return of(new KafkaProducer<>(settings), run, stopped);
    } catch (TimeoutException away) {
      throw new KafkaUnreachableException(kafka, BROKER_AWAY_MAX, away);
    }
  }

  /** A publisher with this producer, which it owns: it is closed even if this fails. */
  static Publisher of(Producer<String, byte[]> producer, String run, BooleanSupplier stopped) {
    try {
      producer.initTransactions();
    } catch (RuntimeException refused) {
      producer.close(CLOSE_WITHIN);
      throw refused;
    }
    Publisher publisher = new Publisher(run, producer, stopped);
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
    handOver(new ProducerRecord<>(topic.name(), key, topic.codec().encode(value)));
  }

  /**
   * As above.
   *
   * @param committed is run once the record's transaction is committed, on the publisher's thread:
   *     it must return at once and throw nothing
   */
  <V extends SpecificRecord> void publish(Topic<V> topic, String key, V value, Runnable committed)
      throws InterruptedException {
    handOver(new Awaited(topic.name(), key, topic.codec().encode(value), committed));
  }

  private void handOver(ProducerRecord<String, byte[]> out) throws InterruptedException {
    long asked = System.nanoTime();
    do {
      throwFailure();
      if (stopped.getAsBoolean() && System.nanoTime() - asked > STOPPED_WITHIN.toNanos()) {
        throw unpublished();
      }
    } while (!queue.offer(out, IDLE.toMillis(), TimeUnit.MILLISECONDS));
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
    closeProducer();
    failed.ifPresent(Publisher::throwIt);
    if (!drained) {
      throw unpublished();
    }
  }

  private void closeProducer() {
    try {
      producer.close(CLOSE_WITHIN);
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
        List<ProducerRecord<String, byte[]>> gathered = gather();
        if (!gathered.isEmpty()) {
          commit(gathered);
        }
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      failure.set(
          new Failure("the publisher of run '%s' was interrupted".formatted(run), interrupted));
    } catch (RuntimeException | Error broken) {
      String message = fenced(broken)
          ? "another trainer has taken over run '%s'; this one stops".formatted(run)
          : "cannot publish the records of run '%s': %s".formatted(run, broken);
      failure.set(new Failure(message, broken));
    }
  }

  private List<ProducerRecord<String, byte[]>> gather() throws InterruptedException {
    List<ProducerRecord<String, byte[]>> gathered = new ArrayList<>();
    var first = queue.poll(IDLE.toMillis(), TimeUnit.MILLISECONDS);
    long until = System.nanoTime() + GATHER.toNanos();
    for (var next = first; next != null; ) {
      gathered.add(next);
      if (gathered.size() == QUEUE_RECORDS) {
        break;
      }
      long left = closing ? 0 : until - System.nanoTime();
      next = queue.poll(Math.max(0, left), TimeUnit.NANOSECONDS);
    }
    return gathered;
  }

  private void commit(List<ProducerRecord<String, byte[]>> gathered) {
    producer.beginTransaction();
    for (ProducerRecord<String, byte[]> each : gathered) {
      var unused = producer.send(each); // a send that fails makes the commit fail
    }
    producer.commitTransaction();
    for (ProducerRecord<String, byte[]> each : gathered) {
      if (each instanceof Awaited awaited) {
        awaited.committed.run();
      }
    }
  }

  /** Fencing comes as it is, or as the cause of what a later call met. */
  private static boolean fenced(Throwable broken) {
    for (Throwable each = broken; each != null; each = each.getCause()) {
      if (each instanceof ProducerFencedException
          || each instanceof InvalidProducerEpochException) {
        return true;
      }
    }
    return false;
  }
}
