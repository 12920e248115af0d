package doublegrok.local.bundle;

import doublegrok.log.ImportMark;
import doublegrok.log.KafkaSettings;
import doublegrok.log.Topic;
import doublegrok.log.TopicAdmin;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongConsumer;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TransactionState;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Transaction in which all records of a bundle come to a log: others see none of them, or all. */
final class ImportTransaction implements AutoCloseable {
  /** The longest that brokers allow unless they are told otherwise. */
  private static final Duration AT_MOST = Duration.ofMinutes(15);

  private static final Duration CLOSE_WITHIN = Duration.ofSeconds(3);

  private static final Duration VISIBLE_WITHIN = Duration.ofMinutes(2);
  private static final Duration LOOK_EVERY = Duration.ofMillis(100);

  private final KafkaSettings kafka;
  private final String id = "doublegrok-import-" + UUID.randomUUID();
  private final KafkaProducer<String, byte[]> producer;
  private final AtomicReference<Exception> failure = new AtomicReference<>();
  private boolean committed;
  private long records;

  ImportTransaction(KafkaSettings kafka) {
    this.kafka = kafka;
    var settings = kafka.transactionalProducer(id);
    settings.put(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, Math.toIntExact(AT_MOST.toMillis()));
    producer = new KafkaProducer<>(settings);
    try {
      producer.initTransactions();
      producer.beginTransaction();
    } catch (RuntimeException silent) {
      producer.close(CLOSE_WITHIN);
      throw silent;
    }
  }

  /**
   * Adds a record, once it is found to be one of its topic.
   *
   * @param mark of what follows from it elsewhere; empty for one that is to be obeyed here
   * @param offset is told where it lies, at the latest when {@link #flush} returns
   */
  <V extends SpecificRecord> void add(
      Topic<V> topic,
      String key,
      long timestampMillis,
      V value,
      Optional<byte[]> mark,
      LongConsumer offset) {
    byte[] bytes = topic.codec().encode(value);
    topic.read(key, bytes);
    ProducerRecord<String, byte[]> record =
        new ProducerRecord<>(topic.name(), null, timestampMillis, key, bytes);
    mark.ifPresent(state -> ImportMark.put(record.headers(), state));
    var unused = producer.send(record, (place, failed) -> {
      if (failed == null) {
        offset.accept(place.offset());
      } else {
        failure.compareAndSet(null, failed);
      }
    });
    records++;
    throwFailure();
  }

  /** Waits until every record lies on the log, though nobody sees it yet. */
  void flush() {
    producer.flush();
    throwFailure();
  }

  /** Makes all of them visible, and says how many they are. */
  long commit() {
    producer.commitTransaction();
    committed = true;
    awaitMarks();
    return records;
  }

  /**
   * Kafka marks the partitions after it has answered, one by one; a broker that stops in between,
   * as that of a command does, might leave the rest for ever.
   */
  private void awaitMarks() {
    long until = System.nanoTime() + VISIBLE_WITHIN.toNanos();
    TopicAdmin.asked(kafka, VISIBLE_WITHIN, admin -> {
      while (state(admin) != TransactionState.COMPLETE_COMMIT) {
        if (System.nanoTime() > until) {
          throw new TimeoutException("the transaction %s is not complete".formatted(id));
        }
        TimeUnit.NANOSECONDS.sleep(LOOK_EVERY.toNanos());
      }
      return id;
    });
  }

  private TransactionState state(Admin admin)
      throws InterruptedException, ExecutionException, TimeoutException {
    return admin
        .describeTransactions(List.of(id))
        .description(id)
        .get(VISIBLE_WITHIN.toMillis(), TimeUnit.MILLISECONDS)
        .state();
  }

  /** What was not committed is as if it had never been sent. */
  @Override
  public void close() {
    try {
      if (!committed && failure.get() == null) {
        producer.abortTransaction();
      }
    } finally {
      producer.close(CLOSE_WITHIN);
    }
  }

  private void throwFailure() {
    Exception failed = failure.get();
    if (failed != null) {
      throw new IllegalStateException(
          "Kafka did not take the records (%s); nothing was imported".formatted(failed), failed);
    }
  }
}
