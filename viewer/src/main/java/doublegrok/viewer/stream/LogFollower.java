package doublegrok.viewer.stream;

import doublegrok.log.KafkaSettings;
import doublegrok.log.KafkaUnreachableException;
import doublegrok.log.RecordKeys;
import doublegrok.log.TopicPartitions;
import doublegrok.spec.RunSpecs;
import doublegrok.viewer.view.LiveUpdate;
import doublegrok.viewer.view.RunDetails;
import doublegrok.viewer.view.RunHistory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/**
 * One run's view, read from its partitions of the topics and kept up to date: for whoever watches
 * from outside, without an evaluator and without a consumer group. Not for use by many threads.
 */
public final class LogFollower implements AutoCloseable {
  private static final Duration WITHIN = Duration.ofSeconds(30);
  private static final Duration POLL = Duration.ofMillis(200);
  private static final Duration CLOSE_WITHIN = Duration.ofSeconds(1);

  private final KafkaSettings kafka;
  private final String run;
  private final KafkaConsumer<String, byte[]> consumer;
  private final LogStores stores;
  private final Map<TopicPartition, Long> ends;

  /** Follows a run from the beginning of the log. */
  public LogFollower(KafkaSettings kafka, String run) {
    this.stores = new LogStores(new RunSpecs(kafka.families()));
    this.kafka = kafka;
    this.run = run;
    this.consumer = new KafkaConsumer<>(kafka.consumer());
    try {
      List<TopicPartition> own = ViewStores.VIEWED.stream()
          .map(topic -> TopicPartitions.of(consumer, topic, run, WITHIN))
          .toList();
      consumer.assign(own);
      consumer.seekToBeginning(own);
      ends = Map.copyOf(consumer.endOffsets(own, WITHIN));
    } catch (RuntimeException failure) {
      consumer.close(CloseOptions.timeout(CLOSE_WITHIN));
      throw failure;
    }
  }

  /** Takes up what has come to the log, waiting for it at most so long; the summary comes last. */
  public List<LiveUpdate> poll(Duration atMost) {
    List<LiveUpdate> updates = new ArrayList<>();
    boolean changed = false;
    for (var each : consumer.poll(atMost)) {
      if (each.key() != null && RecordKeys.runOf(each.key()).equals(run)) {
        changed = true;
        stores.put(each).flatMap(Change::update).ifPresent(updates::add);
      }
    }
    if (changed) {
      stores.reader().summary(run).map(LiveUpdate.SummaryChanged::new).ifPresent(updates::add);
    }
    return updates;
  }

  /**
   * Reads all that was on the log when this was opened.
   *
   * @throws KafkaUnreachableException if the log gives nothing for too long
   */
  public void catchUp() {
    long quietSince = System.nanoTime();
    while (!isCaughtUp()) {
      quietSince = poll(POLL).isEmpty() ? quietSince : System.nanoTime();
      if (System.nanoTime() - quietSince > WITHIN.toNanos()) {
        throw new KafkaUnreachableException(
            kafka, WITHIN, new IllegalStateException("no record of run " + run));
      }
    }
  }

  /** All that is known of the run; empty if it was never started. */
  public Optional<RunHistory> history() {
    return stores.reader().history(run);
  }

  /** The run in detail; empty if it was never started. */
  public Optional<RunDetails> details() {
    return stores.reader().details(run);
  }

  private boolean isCaughtUp() {
    return ends.entrySet().stream()
        .allMatch(each -> consumer.position(each.getKey(), WITHIN) >= each.getValue());
  }

  @Override
  public void close() {
    consumer.close(CloseOptions.timeout(CLOSE_WITHIN));
  }
}
