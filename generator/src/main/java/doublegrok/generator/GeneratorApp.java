package doublegrok.generator;

import doublegrok.schemas.KafkaRefusedException;
import doublegrok.schemas.KafkaSettings;
import doublegrok.schemas.TopicAdmin;
import doublegrok.schemas.Topics;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.CloseOptions.GroupMembershipOperation;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The generator service. */
public final class GeneratorApp implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(GeneratorApp.class);
  private static final Duration TOPICS_WITHIN = Duration.ofSeconds(30);
  private static final Duration CLOSE_WITHIN = Duration.ofSeconds(3);
  private static final int COMMIT_MILLIS = 50;

  private final KafkaStreams streams;
  private final CompletableFuture<Throwable> failure = new CompletableFuture<>();

  private GeneratorApp(KafkaStreams streams) {
    this.streams = streams;
  }

  /**
   * Starts the service.
   *
   * @param kafka how to reach Kafka; missing topics are made
   * @param directory for the state of Kafka Streams
   */
  public static GeneratorApp start(KafkaSettings kafka, Path directory) {
    log.info("generator starts: {}, state in {}", kafka, directory);
    TopicAdmin.ensureTopics(kafka, TOPICS_WITHIN);
    KafkaStreams streams =
        new KafkaStreams(GeneratorTopology.create(Clock.systemUTC()), properties(kafka, directory));
    GeneratorApp app = new GeneratorApp(streams);
    streams.setUncaughtExceptionHandler(thrown -> {
      log.error("generator fails: {}", thrown.toString(), thrown);
      app.failure.complete(KafkaRefusedException.explained(kafka, thrown));
      return StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
    });
    streams.start();
    return app;
  }

  /** Completes if the service fails, with what made it fail. */
  public CompletableFuture<Throwable> failure() {
    return failure;
  }

  @Override
  public void close() {
    // Otherwise whoever takes over waits for this member's session to time out.
    streams.close(CloseOptions.timeout(CLOSE_WITHIN)
        .withGroupMembershipOperation(GroupMembershipOperation.LEAVE_GROUP));
  }

  private static Properties properties(KafkaSettings kafka, Path directory) {
    Properties settings = new Properties();
    settings.putAll(kafka.common());
    settings.put(StreamsConfig.APPLICATION_ID_CONFIG, "doublegrok-generator");
    settings.put(StreamsConfig.STATE_DIR_CONFIG, directory.toString());
    settings.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
    settings.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, COMMIT_MILLIS);
    settings.put(StreamsConfig.POLL_MS_CONFIG, COMMIT_MILLIS / 2);
    settings.put(StreamsConfig.consumerPrefix(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG), "earliest");
    settings.put(
        StreamsConfig.producerPrefix(ProducerConfig.MAX_REQUEST_SIZE_CONFIG),
        Topics.RECORD_BYTES_MAX);
    return settings;
  }
}
