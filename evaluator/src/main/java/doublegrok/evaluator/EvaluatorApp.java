package doublegrok.evaluator;

import doublegrok.evaluator.probe.Cost;
import doublegrok.evaluator.probe.Probes;
import doublegrok.evaluator.work.EvaluationTrade;
import doublegrok.evaluator.work.EvaluatorMetrics;
import doublegrok.evaluator.work.Prober;
import doublegrok.evaluator.work.ProbingTrade;
import doublegrok.evaluator.work.RecordedRuns;
import doublegrok.log.GroupWorker;
import doublegrok.log.KafkaRefusedException;
import doublegrok.log.KafkaSettings;
import doublegrok.log.RunScan;
import doublegrok.log.TopicAdmin;
import doublegrok.log.Trade;
import doublegrok.model.ComputeDevice;
import doublegrok.spec.RunSpecs;
import doublegrok.status.Endpoint;
import doublegrok.status.ServiceHealth;
import doublegrok.status.StatusServer;
import doublegrok.store.DirectoryStore;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Evaluator service: a worker that evaluates checkpoints, and one beside it that does the dear
 * probes in a group of its own.
 */
public final class EvaluatorApp implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(EvaluatorApp.class);
  private static final Probes PROBES = Probes.builtIn();
  private static final Duration TOPICS_WITHIN = Duration.ofSeconds(30);
  private static final Duration SCAN_WITHIN = Duration.ofSeconds(30);

  private final KafkaSettings kafka;
  private final List<GroupWorker> workers = new ArrayList<>();
  private final Optional<StatusServer> status;

  private EvaluatorApp(
      EvaluatorSettings settings,
      Prober prober,
      ServiceHealth health,
      Optional<Endpoint> endpoint) {
    kafka = settings.kafka();
    Clock clock = Clock.systemUTC();
    EvaluatorMetrics metrics = new EvaluatorMetrics(health);
    EvaluationTrade evaluating = EvaluationTrade.of(
        DirectoryStore.in(settings.checkpoints()),
        ComputeDevice.choose(settings.device()),
        settings.threads(),
        new RunSpecs(kafka.families()),
        PROBES.of(Cost.CHEAP),
        clock,
        metrics);
    health.show("evaluation", started(evaluating)::measured);
    RecordedRuns runs = RecordedRuns.of(new RunScan(kafka, SCAN_WITHIN));
    health.show(
        "probing",
        started(new ProbingTrade(prober, runs, settings.threads(), clock, metrics))::measured);
    health.watch("the evaluator", () -> Optional.ofNullable(failure().getNow(null)));
    try {
      status = endpoint.map(where -> StatusServer.start(where, health, Optional::empty));
    } catch (RuntimeException failure) {
      closeWorkers();
      throw failure;
    }
  }

  private GroupWorker started(Trade trade) {
    GroupWorker worker = GroupWorker.start(kafka, trade);
    workers.add(worker);
    return worker;
  }

  /**
   * Starts an evaluator with every probe of this program.
   *
   * @param health of this process, to which that of the evaluator is added
   * @param endpoint where to show it; empty for nowhere
   * @throws IllegalArgumentException if the endpoint cannot be listened on
   */
  public static EvaluatorApp start(
      EvaluatorSettings settings, ServiceHealth health, Optional<Endpoint> endpoint) {
    Prober prober = Prober.of(
        DirectoryStore.in(settings.checkpoints()),
        ComputeDevice.choose(settings.device()),
        new RunSpecs(settings.kafka().families()),
        PROBES,
        Clock.systemUTC());
    return start(settings, prober, health, endpoint);
  }

  /**
   * Starts an evaluator.
   *
   * @param prober does the dear probes; is closed with the evaluator
   * @param health of this process, to which that of the evaluator is added
   * @param endpoint where to show it; empty for nowhere
   * @throws IllegalArgumentException if the endpoint cannot be listened on
   */
  public static EvaluatorApp start(
      EvaluatorSettings settings,
      Prober prober,
      ServiceHealth health,
      Optional<Endpoint> endpoint) {
    log.info("evaluator starts: {}", settings);
    TopicAdmin.ensureTopics(settings.kafka(), TOPICS_WITHIN);
    return new EvaluatorApp(settings, prober, health, endpoint);
  }

  /** Where a client on this machine finds the metrics, if they are shown. */
  public Optional<String> statusUrl() {
    return status.map(StatusServer::url);
  }

  /** Completes if the service fails, with what made it fail. */
  public CompletableFuture<Throwable> failure() {
    return CompletableFuture.anyOf(
            workers.stream().map(GroupWorker::failure).toArray(CompletableFuture<?>[]::new))
        .thenApply(thrown -> KafkaRefusedException.explained(kafka, (Throwable) thrown));
  }

  @Override
  public void close() {
    try {
      status.ifPresent(StatusServer::close);
    } finally {
      closeWorkers();
    }
  }

  /** All are asked before one is waited for: they have the same bound together as each alone. */
  private void closeWorkers() {
    workers.forEach(GroupWorker::stop);
    workers.forEach(GroupWorker::close);
  }
}
