package doublegrok.viewer.stream;

import doublegrok.log.KafkaSettings;
import doublegrok.log.StreamsService;
import doublegrok.spec.RunSpecs;
import doublegrok.status.RejectedRecords;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.StreamsConfig;

/**
 * Watch over all runs: it tells transitions and alarms, does what alerts ask for, and rejects what
 * nobody can read. Of several, each has a share of the runs, so that all is told once.
 */
public final class WatchService implements AutoCloseable {
  /** Older than the watch: whoever has run the view before goes on where it stopped. */
  private static final String APPLICATION = "doublegrok-evaluator-view";

  private static final Duration ANSWER_WITHIN = Duration.ofSeconds(30);
  private static final Duration CLOSE_WITHIN = Duration.ofSeconds(1);

  private final KafkaSettings kafka;
  private final StreamsService service;

  private WatchService(KafkaSettings kafka, Path directory, RejectedRecords rejected) {
    this.kafka = kafka;
    service = new StreamsService(
        "the watch",
        WatchTopology.create(
            new RunSpecs(kafka.families()), Clock.systemUTC(), System::nanoTime, rejected),
        settings(kafka, directory));
  }

  /**
   * Starts the topology; its stores lie in the directory.
   *
   * @param rejected counts what it rejects
   */
  public static WatchService start(KafkaSettings kafka, Path directory, RejectedRecords rejected) {
    WatchService watch = new WatchService(kafka, directory, rejected);
    watch.service.start();
    return watch;
  }

  /** Completes if the topology fails, with what made it fail. */
  public CompletableFuture<Throwable> failure() {
    return service.failure();
  }

  /** What the Kafka clients of the topology measure of themselves. */
  public Map<MetricName, ? extends Metric> measured() {
    return service.streams().metrics();
  }

  /**
   * Whether all that follows from the records before these offsets is on the log, whichever of
   * several watches has read them.
   */
  public boolean hasHeard(Map<TopicPartition, Long> offsets) {
    Admin admin = Admin.create(kafka.common());
    try {
      Map<TopicPartition, OffsetAndMetadata> heard = admin
          .listConsumerGroupOffsets(APPLICATION)
          .partitionsToOffsetAndMetadata()
          .get(ANSWER_WITHIN.toMillis(), TimeUnit.MILLISECONDS);
      return offsets.entrySet().stream().allMatch(each -> {
        OffsetAndMetadata known = heard.get(each.getKey());
        return known != null && known.offset() >= each.getValue();
      });
    } catch (ExecutionException | TimeoutException away) {
      return false;
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return false;
    } finally {
      admin.close(CLOSE_WITHIN);
    }
  }

  @Override
  public void close() {
    service.close();
  }

  private static Properties settings(KafkaSettings kafka, Path directory) {
    Properties settings =
        StreamsService.settings(kafka, APPLICATION, directory, WatchProcessor.COMMIT_EVERY);
    settings.put(StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG, 0);
    settings.put(StreamsConfig.ROCKSDB_CONFIG_SETTER_CLASS_CONFIG, SmallStores.class);
    return settings;
  }
}
