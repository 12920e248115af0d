package doublegrok.trainer;

import doublegrok.log.KafkaSettings;
import doublegrok.log.KafkaUnreachableException;
import doublegrok.log.RunScan;
import doublegrok.log.Topics;
import doublegrok.record.RunEvent;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;

/** Reads it from the topics. */
final class KafkaTransactionFate implements TransactionFate {
  private static final Duration WITHIN = Duration.ofSeconds(10);
  private static final Duration POLL = Duration.ofMillis(100);

  private final KafkaSettings kafka;
  private final String run;

  KafkaTransactionFate(KafkaSettings kafka, String run) {
    this.kafka = kafka;
    this.run = run;
  }

  @Override
  public Optional<String> openedBy() {
    return new RunScan(kafka, WITHIN)
        .all(Topics.EVENTS, run).stream()
            .map(RunEvent::getDetails)
            .filter(details -> details.containsKey(TRAINER))
            .map(details -> details.get(TRAINER))
            .reduce((earlier, later) -> later);
  }

  @Override
  public boolean committed(RecordMetadata place) {
    TopicPartition partition = new TopicPartition(place.topic(), place.partition());
    try (KafkaConsumer<String, byte[]> consumer = new KafkaConsumer<>(kafka.consumer())) {
      consumer.assign(List.of(partition));
      consumer.seek(partition, place.offset());
      long until = System.nanoTime() + WITHIN.toNanos();
      while (System.nanoTime() < until) {
        for (var record : consumer.poll(POLL).records(partition)) {
          return record.offset() == place.offset();
        }
        if (consumer.position(partition, WITHIN) > place.offset()) {
          return false; // an aborted record is passed over
        }
      }
    }
    throw new KafkaUnreachableException(
        kafka, WITHIN, new IllegalStateException("no end of the transaction at " + place));
  }
}
