package doublegrok.log;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.CloseOptions.GroupMembershipOperation;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.WallclockTimestampExtractor;

/**
 * A topology that runs: the settings, the handling of faults and the close that all of ours share.
 */
public final class StreamsService implements AutoCloseable {
  /** How long a thread waits for records before it looks at the clock; each look costs. */
  static final long POLL_MILLIS_LEAST = 100;

  private static final Duration CLOSE_WITHIN = Duration.ofSeconds(3);

  private final String service;
  private final KafkaStreams streams;
  private final StreamsFaults faults;

  /**
   * A service that is not started yet.
   *
   * @param service in words, for people
   * @param settings as {@link #settings} gives them, and more
   */
  public StreamsService(String service, Topology topology, Properties settings) {
    this.service = service;
    this.faults = new StreamsFaults(service, System::nanoTime);
    this.streams = new KafkaStreams(topology, settings);
    streams.setUncaughtExceptionHandler(faults);
  }

  /**
   * Settings of a topology that processes each record exactly once, whatever its timestamp.
   *
   * @param application id, which names the consumer group and the internal topics
   * @param directory of the state
   * @param commitEvery the longest time that results stay invisible while records come; the last
   *     may wait for {@link #POLL_MILLIS_LEAST}, or half of that time
   */
  public static Properties settings(
      KafkaSettings kafka, String application, Path directory, Duration commitEvery) {
    Properties settings = new Properties();
    settings.putAll(kafka.common());
    settings.putAll(Map.of(
        StreamsConfig.APPLICATION_ID_CONFIG,
        application,
        StreamsConfig.STATE_DIR_CONFIG,
        directory.toString(),
        StreamsConfig.PROCESSING_GUARANTEE_CONFIG,
        StreamsConfig.EXACTLY_ONCE_V2,
        StreamsConfig.COMMIT_INTERVAL_MS_CONFIG,
        commitEvery.toMillis(),
        StreamsConfig.POLL_MS_CONFIG,
        Math.max(POLL_MILLIS_LEAST, commitEvery.toMillis() / 2),
        StreamsConfig.TASK_TIMEOUT_MS_CONFIG,
        KafkaSettings.BROKER_AWAY_MAX.toMillis(),
        // A record of a stranger may have a timestamp before 1970, which would end the topology.
        StreamsConfig.DEFAULT_TIMESTAMP_EXTRACTOR_CLASS_CONFIG,
        WallclockTimestampExtractor.class,
        StreamsConfig.consumerPrefix(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG),
        "earliest",
        StreamsConfig.producerPrefix(ProducerConfig.MAX_REQUEST_SIZE_CONFIG),
        Topics.RECORD_BYTES_MAX));
    settings.put(
        StreamsConfig.mainConsumerPrefix(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG),
        MemberName.in(directory));
    settings.put(
        StreamsConfig.mainConsumerPrefix(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG),
        KafkaSettings.SESSION_MILLIS);
    settings.put(
        StreamsConfig.mainConsumerPrefix(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG),
        KafkaSettings.IDLE_FETCH_MILLIS);
    return settings;
  }

  /** Starts its threads. */
  public void start() {
    streams.start();
  }

  /** The running topology. */
  public KafkaStreams streams() {
    return streams;
  }

  /** What it lacks to do its work, as a sentence for a person; empty if nothing. */
  public Optional<String> missing() {
    return switch (streams.state()) {
      case RUNNING -> Optional.empty();
      case CREATED -> Optional.of(service + " is being started");
      case REBALANCING ->
        Optional.of(service + " waits for its share of the topics, or restores its state");
      case PENDING_SHUTDOWN, NOT_RUNNING -> Optional.of(service + " is stopped");
      case PENDING_ERROR, ERROR -> Optional.of(service + " has failed");
    };
  }

  /** Completes if the service fails for good, with one sentence and its cause. */
  public CompletableFuture<Throwable> failure() {
    return faults.failure();
  }

  /** Stops within a bound. */
  @Override
  public void close() {
    // Otherwise whoever takes over waits for this member's session to time out.
    streams.close(CloseOptions.timeout(CLOSE_WITHIN)
        .withGroupMembershipOperation(GroupMembershipOperation.LEAVE_GROUP));
  }
}
