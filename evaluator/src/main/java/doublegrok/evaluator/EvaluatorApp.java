package doublegrok.evaluator;

import doublegrok.evaluator.work.EvaluationTrade;
import doublegrok.evaluator.work.EvaluatorMetrics;
import doublegrok.log.GroupWorker;
import doublegrok.log.KafkaRefusedException;
import doublegrok.log.KafkaSettings;
import doublegrok.log.TopicAdmin;
import doublegrok.model.ComputeDevice;
import doublegrok.spec.RunSpecs;
import doublegrok.status.Endpoint;
import doublegrok.status.ServiceHealth;
import doublegrok.status.StatusServer;
import doublegrok.store.DirectoryStore;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The evaluator service: a worker that evaluates checkpoints. */
public final class EvaluatorApp implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(EvaluatorApp.class);
  private static final Duration TOPICS_WITHIN = Duration.ofSeconds(30);

  private final KafkaSettings kafka;
  private final GroupWorker worker;
  private final Optional<StatusServer> status;

  private EvaluatorApp(
      EvaluatorSettings settings, ServiceHealth health, Optional<Endpoint> endpoint) {
    kafka = settings.kafka();
    worker = GroupWorker.start(
        kafka,
        EvaluationTrade.of(
            DirectoryStore.in(settings.checkpoints()),
            ComputeDevice.choose(settings.device()),
            settings.threads(),
            new RunSpecs(kafka.families()),
            Clock.systemUTC(),
            new EvaluatorMetrics(health)));
    health.watch("the evaluator", () -> Optional.ofNullable(failure().getNow(null)));
    health.show("evaluation", worker::measured);
    try {
      status = endpoint.map(where -> StatusServer.start(where, health, Optional::empty));
    } catch (RuntimeException failure) {
      worker.close();
      throw failure;
    }
  }

  /**
   * Starts a worker.
   *
   * @param health of this process, to which that of the evaluator is added
   * @param endpoint where to show it; empty for nowhere
   * @throws IllegalArgumentException if the endpoint cannot be listened on
   */
  public static EvaluatorApp start(
      EvaluatorSettings settings, ServiceHealth health, Optional<Endpoint> endpoint) {
    log.info("evaluator starts: {}", settings);
    TopicAdmin.ensureTopics(settings.kafka(), TOPICS_WITHIN);
    return new EvaluatorApp(settings, health, endpoint);
  }

  /** Where a client on this machine finds the metrics, if they are shown. */
  public Optional<String> statusUrl() {
    return status.map(StatusServer::url);
  }

  /** Completes if the service fails, with what made it fail. */
  public CompletableFuture<Throwable> failure() {
    return worker.failure().thenApply(thrown -> KafkaRefusedException.explained(kafka, thrown));
  }

  @Override
  public void close() {
    try (worker) {
      status.ifPresent(StatusServer::close);
    }
  }
}
