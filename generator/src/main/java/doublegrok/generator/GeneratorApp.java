package doublegrok.generator;

import doublegrok.schemas.KafkaRefusedException;
import doublegrok.schemas.KafkaSettings;
import doublegrok.schemas.StreamsService;
import doublegrok.schemas.TopicAdmin;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.streams.StreamsConfig;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The generator service. */
public final class GeneratorApp implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(GeneratorApp.class);
  private static final Duration TOPICS_WITHIN = Duration.ofSeconds(30);

  private final KafkaSettings kafka;
  private final StreamsService service;

  private GeneratorApp(KafkaSettings kafka, StreamsService service) {
    this.kafka = kafka;
    this.service = service;
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
    StreamsService service = new StreamsService(
        "the generator",
        GeneratorTopology.create(Clock.systemUTC(), System::nanoTime),
        settings(kafka, directory));
    service.start();
    return new GeneratorApp(kafka, service);
  }

  /** Completes if the service fails, with what made it fail. */
  public CompletableFuture<Throwable> failure() {
    return service.failure().thenApply(thrown -> KafkaRefusedException.explained(kafka, thrown));
  }

  @Override
  public void close() {
    service.close();
  }

  private static Properties settings(KafkaSettings kafka, Path directory) {
    Duration commitEvery = GeneratorProcessor.COMMIT_EVERY;
    Properties settings =
        StreamsService.settings(kafka, KafkaSettings.GENERATOR_GROUP, directory, commitEvery);
    settings.put(StreamsConfig.POLL_MS_CONFIG, commitEvery.toMillis() / 2);
    return settings;
  }
}
