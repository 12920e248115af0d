package doublegrok.trainer;

import doublegrok.schemas.KafkaSettings;
import doublegrok.schemas.Topic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.ProducerFencedException;

/**
 * Publishes in the background what the training thread hands over, in order, some milliseconds'
 * worth in each transaction: so that a step never waits for the broker, and whoever sees a record
 * sees all that came before it.
 */
final class Publisher implements AutoCloseable {
  private static final int QUEUE_RECORDS = 1024;
  private static final Duration GATHER = Duration.ofMillis(40);
  private static final Duration IDLE = Duration.ofMillis(100);
  private static final Duration CLOSE_WITHIN = Duration.ofSeconds(3);

  private final String run;
  private final KafkaProducer<String, byte[]> producer;
  private final BlockingQueue<ProducerRecord<String, byte[]>> queue =
      new ArrayBlockingQueue<>(QUEUE_RECORDS);
  private final AtomicReference<RuntimeException> failure = new AtomicReference<>();
  private final Thread thread;
  private volatile boolean closing;

  private Publisher(String run, KafkaProducer<String, byte[]> producer) {
    this.run = run;
    this.producer = producer;
    this.thread = new Thread(this::publishAll, "publisher-" + run);
  }

  /** A publisher for a run; any other trainer of the same run is fenced from here on. */
  static Publisher open(KafkaSettings kafka, String run) {
    var settings = kafka.transactionalProducer("doublegrok-trainer-" + run);
    settings.put(ProducerConfig.LINGER_MS_CONFIG, 0);
    KafkaProducer<String, byte[]> producer = new KafkaProducer<>(settings);
    producer.initTransactions();
    Publisher publisher = new Publisher(run, producer);
    publisher.thread.start();
    return publisher;
  }

  /**
   * Hands a record over; waits while the queue is full.
   *
   * @throws RuntimeException if publishing has failed for good
   */
  <V extends SpecificRecord> void publish(Topic<V> topic, String key, V value)
      throws InterruptedException {
    var out = new ProducerRecord<>(topic.name(), key, topic.codec().encode(value));
    do {
      throwFailure();
    } while (!queue.offer(out, IDLE.toMillis(), TimeUnit.MILLISECONDS));
  }

  /** Throws what made publishing fail for good, if it has. */
  void throwFailure() {
    RuntimeException thrown = failure.get();
    if (thrown != null) {
      throw thrown;
    }
  }

  /** Publishes what is left, within a bound. */
  @Override
  public void close() {
    closing = true;
    try {
      thread.join(CLOSE_WITHIN.toMillis());
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
    producer.close(Duration.ofSeconds(1));
    thread.interrupt();
  }

  private void publishAll() {
    try {
      while (!closing || !queue.isEmpty()) {
        List<ProducerRecord<String, byte[]>> gathered = gather();
        if (!gathered.isEmpty()) {
          commit(gathered);
        }
      }
    } catch (ProducerFencedException | InvalidProducerEpochException fenced) {
      failure.set(new IllegalStateException(
          "another trainer has taken over run '%s'; this one stops".formatted(run), fenced));
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      failure.set(new IllegalStateException("the publisher was interrupted", interrupted));
    } catch (RuntimeException broken) {
      failure.set(new IllegalStateException(
          "cannot publish the records of run '%s': %s".formatted(run, broken), broken));
    }
  }

  private List<ProducerRecord<String, byte[]>> gather() throws InterruptedException {
    List<ProducerRecord<String, byte[]>> gathered = new ArrayList<>();
    var first = queue.poll(IDLE.toMillis(), TimeUnit.MILLISECONDS);
    long until = System.nanoTime() + GATHER.toNanos();
    for (var next = first; next != null && gathered.size() < QUEUE_RECORDS; ) {
      gathered.add(next);
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
  }
}
