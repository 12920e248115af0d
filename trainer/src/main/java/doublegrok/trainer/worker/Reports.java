package doublegrok.trainer.worker;

import doublegrok.log.KafkaSettings;
import doublegrok.log.Topics;
import doublegrok.record.ReportKind;
import doublegrok.record.RunOffer;
import doublegrok.record.RunReport;
import doublegrok.record.SweepRecord;
import doublegrok.sweep.log.SweepRecords;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reports of a worker on the runs that it has. */
final class Reports implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Reports.class);
  private static final Duration SENT_WITHIN = Duration.ofSeconds(5);
  private static final Duration CLOSE_WITHIN = Duration.ofSeconds(2);

  private final KafkaProducer<String, byte[]> producer;
  private final String worker;
  private final Clock clock;

  Reports(KafkaSettings kafka, String worker, Clock clock) {
    var settings = kafka.producer();
    settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, SENT_WITHIN.toMillis());
    this.producer = new KafkaProducer<>(settings);
    this.worker = worker;
    this.clock = clock;
  }

  /** Reports, and returns whether the report is on the log for good. */
  boolean sure(RunOffer offer, ReportKind kind, String reason) {
    try {
      var unused = send(offer, kind, reason).get(SENT_WITHIN.toMillis(), TimeUnit.MILLISECONDS);
      return true;
    } catch (ExecutionException | TimeoutException | RuntimeException untold) {
      log.warn("that run {} is {} cannot be told: {}", offer.getRun(), kind, untold.toString());
      return false;
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** Says that the run is still held; one that is lost is made up for by the next. */
  void held(RunOffer offer) {
    try {
      var unused = send(offer, ReportKind.HELD, "");
    } catch (RuntimeException untold) {
      log.debug("that run {} is held cannot be told: {}", offer.getRun(), untold.toString());
    }
  }

  @Override
  public void close() {
    producer.close(CLOSE_WITHIN);
  }

  private Future<RecordMetadata> send(RunOffer offer, ReportKind kind, String reason) {
    SweepRecord record = new SweepRecord(
        offer.getSweep(),
        clock.instant(),
        new RunReport(offer.getRun(), offer.getNumber(), worker, kind, reason));
    return producer.send(Topics.SWEEPS.record(SweepRecords.key(record), record));
  }
}
