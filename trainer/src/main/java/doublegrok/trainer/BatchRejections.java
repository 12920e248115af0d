package doublegrok.trainer;

import doublegrok.log.Rejections;
import doublegrok.log.Topics;
import doublegrok.record.RejectedRecord;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells of the records among a run's batches that cannot be trained on, of each once. */
final class BatchRejections {
  private static final Logger log = LoggerFactory.getLogger(BatchRejections.class);

  private final Publisher publisher;
  private final Clock clock;
  private final Set<String> known;
  private final TrainerMetrics metrics;

  /**
   * Rejections that are published.
   *
   * @param before what was rejected already: a resumed run reads some of the log again
   */
  BatchRejections(
      Publisher publisher, Clock clock, List<RejectedRecord> before, TrainerMetrics metrics) {
    this.metrics = metrics;
    this.publisher = publisher;
    this.clock = clock;
    this.known = before.stream()
        .map(each -> Rejections.key(each.getTopic(), each.getPartition(), each.getOffset()))
        .collect(Collectors.toSet());
  }

  /** Rejects a record. */
  void reject(ConsumerRecord<String, byte[]> record, String reason) throws InterruptedException {
    Rejections.Rejection rejection = Rejections.of(
        record.topic(),
        record.partition(),
        record.offset(),
        record.key(),
        record.value(),
        "trainer",
        reason,
        clock.instant());
    if (known.add(rejection.key())) {
      log.warn("rejected {}: {}", rejection.key(), reason);
      metrics.rejected();
      publisher.publish(Topics.REJECTED, rejection.key(), rejection.record());
    }
  }
}
