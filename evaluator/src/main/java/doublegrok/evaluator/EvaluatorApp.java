package doublegrok.evaluator;

import doublegrok.evaluator.metrics.EvaluatorMetrics;
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
import doublegrok.schemas.Topics;
import doublegrok.serving.Vitals;
import doublegrok.store.DirectoryStore;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
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

  /** Starts the view, the page and a worker, in a process of their own. */
  public static EvaluatorApp start(EvaluatorSettings settings) {
    return start(settings, Vitals.ofProcess());
  }

  /**
   * Starts the view, the page and a worker.
   *
   * @param vitals of this process, which the page shows; those of the evaluator are added
   */
  public static EvaluatorApp start(EvaluatorSettings settings, Vitals vitals) {
    log.info("evaluator starts: {}", settings);
    TopicAdmin.ensureTopics(settings.kafka(), TOPICS_WITHIN);
    List<String> topics = new ArrayList<>(StreamsRunViews.topics());
    topics.add(Topics.WORK.name());
    EvaluatorMetrics metrics = new EvaluatorMetrics(vitals.metrics(), topics);
    StreamsRunViews views = StreamsRunViews.start(settings.kafka(), settings.state(), metrics);
    vitals.metrics().register(new RunCollector(views));
    Optional<PageServer> page = Optional.empty();
    try {
      PlannedCommands commands = new LoggedCommands(settings.kafka(), Clock.systemUTC());
      page = settings
          .page()
          .map(where -> PageServer.start(where, views, Optional.of(commands), vitals));
      EvaluationWorker worker = EvaluationWorker.start(
          settings.kafka(),
          DirectoryStore.in(settings.checkpoints()),
          ComputeDevice.choose(settings.device()),
          settings.threads(),
          Clock.systemUTC(),
          metrics);
      EvaluatorApp app = new EvaluatorApp(settings.kafka(), views, page, worker);
      vitals.watch("the evaluator", () -> Optional.ofNullable(app.failure().getNow(null)));
      vitals.show("view", views::measured);
      vitals.show("evaluation", worker::measured);
      return app;
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
}
