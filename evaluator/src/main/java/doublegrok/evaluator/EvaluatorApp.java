package doublegrok.evaluator;

import doublegrok.evaluator.metrics.RunCollector;
import doublegrok.evaluator.page.PageServer;
import doublegrok.evaluator.page.PlannedCommands;
import doublegrok.evaluator.stream.StreamsRunViews;
import doublegrok.evaluator.view.RunViews;
import doublegrok.evaluator.work.EvaluationWorker;
import doublegrok.model.ComputeDevice;
import doublegrok.schemas.KafkaRefusedException;
import doublegrok.schemas.KafkaSettings;
import doublegrok.schemas.TopicAdmin;
import doublegrok.store.DirectoryStore;
import io.prometheus.client.CollectorRegistry;
import io.prometheus.client.hotspot.DefaultExports;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The evaluator service. */
public final class EvaluatorApp implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(EvaluatorApp.class);
  private static final Duration TOPICS_WITHIN = Duration.ofSeconds(30);

  private final KafkaSettings kafka;
  private final StreamsRunViews views;
  private final Optional<PageServer> page;
  private final EvaluationWorker worker;

  private EvaluatorApp(
      KafkaSettings kafka,
      StreamsRunViews views,
      Optional<PageServer> page,
      EvaluationWorker worker) {
    this.kafka = kafka;
    this.views = views;
    this.page = page;
    this.worker = worker;
  }

  /** Starts the view, the page and a worker. */
  public static EvaluatorApp start(EvaluatorSettings settings) {
    log.info("evaluator starts: {}", settings);
    TopicAdmin.ensureTopics(settings.kafka(), TOPICS_WITHIN);
    StreamsRunViews views = StreamsRunViews.start(settings.kafka(), settings.state());
    Optional<PageServer> page = Optional.empty();
    try {
      PlannedCommands commands = new LoggedCommands(settings.kafka(), Clock.systemUTC());
      page = settings
          .page()
          .map(where -> PageServer.start(where, views, Optional.of(commands), registry(views)));
      EvaluationWorker worker = EvaluationWorker.start(
          settings.kafka(),
          DirectoryStore.in(settings.checkpoints()),
          ComputeDevice.choose(settings.device()),
          settings.threads(),
          Clock.systemUTC());
      return new EvaluatorApp(settings.kafka(), views, page, worker);
    } catch (RuntimeException | Error failure) { // an Error if the native library does not load
      page.ifPresent(PageServer::close);
      views.close();
      throw failure;
    }
  }

  /** What is known of the runs. */
  public RunViews views() {
    return views;
  }

  /** Address of the page, if there is one. */
  public Optional<String> pageUrl() {
    return page.map(PageServer::url);
  }

  /** Completes if the service fails, with what made it fail. */
  public CompletableFuture<Throwable> failure() {
    return CompletableFuture.anyOf(views.failure(), worker.failure())
        .thenApply(thrown -> KafkaRefusedException.explained(kafka, (Throwable) thrown));
  }

  @Override
  public void close() {
    try (views;
        worker) {
      page.ifPresent(PageServer::close);
    }
  }

  private static CollectorRegistry registry(RunViews views) {
    CollectorRegistry registry = new CollectorRegistry();
    DefaultExports.register(registry);
    registry.register(new RunCollector(views));
    return registry;
  }
}
