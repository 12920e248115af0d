package doublegrok.log;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Trade of a {@link GroupWorker}: the work that it takes, and what it makes of it. All but {@link
 * #cancel} is called by the worker's thread alone.
 */
public interface Trade extends AutoCloseable {
  /** The worker in words, as {@code evaluation worker}; its thread's name too. */
  String name();

  /** The topics that the work lies on. */
  List<Topic<?>> topics();

  /** The consumer group that shares the work; each group does all of it once. */
  String group();

  /** The longest that one record's work may take; after that another member does it again. */
  Duration atMost();

  /** Prepares the worker's thread, before anything else. */
  default void begin() {}

  /**
   * Does the work of a record.
   *
   * @return the records to publish, which become visible together with the position after it
   * @throws CancellationException if it is cancelled meanwhile
   * @throws RuntimeException to end the worker: work that fails by itself is told of in a record
   */
  List<ProducerRecord<String, byte[]>> work(ConsumerRecord<String, byte[]> origin);

  /** Forgets what it told once and for all: whether others ever heard it is not known. */
  void forget();

  /** Ends the work at hand, and all later work, soon; from any thread. */
  void cancel();

  /** Releases what the trade holds. */
  @Override
  void close();
}
