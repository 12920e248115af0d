package doublegrok.generator;

import doublegrok.generator.sweep.SweepTopology;
import doublegrok.log.KafkaRefusedException;
import doublegrok.log.KafkaSettings;
import doublegrok.log.StreamsService;
import doublegrok.log.TopicAdmin;
import doublegrok.spec.RunSpecs;
import doublegrok.status.Endpoint;
import doublegrok.status.ServiceHealth;
import doublegrok.status.StatusServer;
import io.prometheus.client.CollectorRegistry;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The generator service. */
public final class GeneratorApp implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(GeneratorApp.class);
  private static final Duration TOPICS_WITHIN = Duration.ofSeconds(30);

  private final KafkaSettings kafka;
  private final BatchesEnd batchesEnd;
  private final StreamsService service;
  private final StreamsService sweeps;
  private final Optional<StatusServer> status;

  private GeneratorApp(
      KafkaSettings kafka, Path directory, ServiceHealth health, Optional<Endpoint> endpoint) {
    this.kafka = kafka;
    GeneratorMetrics metrics = new GeneratorMetrics(health.metrics());
    batchesEnd = new KafkaBatchesEnd(kafka);
    service = new StreamsService(
        "the generator",
        GeneratorTopology.create(
            new RunSpecs(kafka.families()),
            Clock.systemUTC(),
            System::nanoTime,
            metrics,
            batchesEnd),
        StreamsService.settings(
            kafka, KafkaSettings.GENERATOR_GROUP, directory, GeneratorProcessor.COMMIT_EVERY));
    // An application of its own: a group that is there already keeps to the topology that it has.
    sweeps = new StreamsService(
        "the generator's part for sweeps",
        SweepTopology.create(new RunSpecs(kafka.families()), Clock.systemUTC(), metrics::rejected),
        StreamsService.settings(
            kafka,
            KafkaSettings.SWEEPS_GROUP,
            directory.resolve("sweeps"),
            GeneratorProcessor.COMMIT_EVERY));
    health.watch("the generator", () -> Optional.ofNullable(failure().getNow(null)));
    health.show("generator", service.streams()::metrics);
    status = endpoint.map(
        where -> StatusServer.start(where, health, () -> service.missing().or(sweeps::missing)));
  }

  /** Starts the service, which tells nobody how it is but by the log. */
  public static GeneratorApp start(KafkaSettings kafka, Path directory) {
    return start(kafka, directory, new ServiceHealth(new CollectorRegistry()), Optional.empty());
  }

  /**
   * Starts the service.
   *
   * @param kafka how to reach Kafka; missing topics are made
   * @param directory for the state of Kafka Streams
   * @param health of this process, to which those of the generator are added
   * @param endpoint where to show them; empty for nowhere
   * @throws IllegalArgumentException if the endpoint cannot be listened on
   */
  public static GeneratorApp start(
      KafkaSettings kafka, Path directory, ServiceHealth health, Optional<Endpoint> endpoint) {
    log.info("generator starts: {}, state in {}", kafka, directory);
    GeneratorApp app = new GeneratorApp(kafka, directory, health, endpoint);
    try {
      TopicAdmin.ensureTopics(kafka, TOPICS_WITHIN);
      app.service.start();
      app.sweeps.start();
      return app;
    } catch (RuntimeException failure) {
      app.close();
      throw failure;
    }
  }

  /** Where a client on this machine finds the metrics, if they are shown. */
  public Optional<String> statusUrl() {
    return status.map(StatusServer::url);
  }

  /** Completes if the service fails, with what made it fail. */
  public CompletableFuture<Throwable> failure() {
    return CompletableFuture.anyOf(service.failure(), sweeps.failure())
        .thenApply(thrown -> KafkaRefusedException.explained(kafka, (Throwable) thrown));
  }

  @Override
  public void close() {
    try (batchesEnd;
        service;
        sweeps) {
      status.ifPresent(StatusServer::close);
    }
  }
}
