package doublegrok.log;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Records that somebody puts on the log now and then, who then knows that they are there. */
public final class DurableRecords {
  private DurableRecords() {}

  /**
   * Puts records on the log in their order, each once the one before is there.
   *
   * @param within the longest that one may take
   * @throws ExecutionException if Kafka does not take one
   * @throws TimeoutException if it takes too long
   */
  public static void put(
      KafkaSettings kafka, List<ProducerRecord<String, byte[]>> records, Duration within)
      throws InterruptedException, ExecutionException, TimeoutException {
    try (KafkaProducer<String, byte[]> producer = new KafkaProducer<>(kafka.producer())) {
      for (ProducerRecord<String, byte[]> each : records) {
        var unused = producer.send(each).get(within.toMillis(), TimeUnit.MILLISECONDS);
      }
    }
  }
}
