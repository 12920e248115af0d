package doublegrok.trainer;

import doublegrok.log.Rejections;
import doublegrok.log.Topics;
import doublegrok.record.RejectedRecord;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Teller of the records among a run's batches that cannot be trained on, of each once. */
final class BatchRejections {
  private final Publisher publisher;
  private final Rejections rejections;
  private final Set<String> known;

  /**
   * Rejections that are published.
   *
   * @param before what was rejected already: a resumed run reads some of the log again
   */
  BatchRejections(
      Publisher publisher, Clock clock, List<RejectedRecord> before, TrainerMetrics metrics) {
    this.publisher = publisher;
    this.rejections = new Rejections("trainer", clock, topic -> metrics.rejected());
    this.known = before.stream()
        .map(each -> Rejections.key(each.getTopic(), each.getPartition(), each.getOffset()))
        .collect(Collectors.toSet());
  }

  /** Rejects a record. */
  void reject(ConsumerRecord<String, byte[]> record, String reason) throws InterruptedException {
    if (known.add(Rejections.key(record.topic(), record.partition(), record.offset()))) {
      Rejections.Rejection rejection = rejections.reject(Rejections.Origin.of(record), reason);
      publisher.publish(Topics.REJECTED, rejection.key(), rejection.record());
    }
  }
}
