package doublegrok.viewer;

import doublegrok.log.KafkaRefusedException;
import doublegrok.log.KafkaSettings;
import doublegrok.log.TopicAdmin;
import doublegrok.status.RejectedRecords;
import doublegrok.status.ServiceHealth;
import doublegrok.viewer.metrics.RunCollector;
import doublegrok.viewer.page.PageServer;
import doublegrok.viewer.page.RunCommands;
import doublegrok.viewer.stream.DiskRunViews;
import doublegrok.viewer.stream.WatchService;
import doublegrok.viewer.view.RunViews;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Viewer service: the view of all runs, the page that shows it, and the watch over its share. */
public final class ViewerApp implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(ViewerApp.class);
  private static final String VIEW = "view";
  private static final Duration TOPICS_WITHIN = Duration.ofSeconds(30);

  private final KafkaSettings kafka;
  private final DiskRunViews views;
  private final WatchService watch;
  private final Optional<PageServer> page;

  private ViewerApp(ViewerSettings settings, ServiceHealth health) {
    kafka = settings.kafka();
    RejectedRecords rejected =
        new RejectedRecords(health.metrics(), "viewer", DiskRunViews.topics());
    views = DiskRunViews.start(kafka, settings.state().resolve(VIEW));
    try {
      watch = WatchService.start(kafka, settings.state(), rejected);
    } catch (RuntimeException failure) {
      views.close();
      throw failure;
    }
    try {
      health.metrics().register(new RunCollector(views));
      health.watch("the viewer", () -> Optional.ofNullable(failure().getNow(null)));
      health.show("view", views::measured);
      health.show("watch", watch::measured);
      RunCommands commands = new LoggedCommands(kafka, Clock.systemUTC());
      page = settings
          .page()
          .map(where -> PageServer.start(where, views, Optional.of(commands), health));
    } catch (RuntimeException failure) {
      closeServices();
      throw failure;
    }
  }

  /**
   * Starts the view and the page.
   *
   * @param health of this process, which the page shows; that of the viewer is added
   */
  public static ViewerApp start(ViewerSettings settings, ServiceHealth health) {
    log.info("viewer starts: {}", settings);
    TopicAdmin.ensureTopics(settings.kafka(), TOPICS_WITHIN);
    return new ViewerApp(settings, health);
  }

  /** What is known of the runs. */
  public RunViews views() {
    return views;
  }

  /** Address of the page, if there is one. */
  public Optional<String> pageUrl() {
    return page.map(PageServer::url);
  }

  /** Whether the transitions and alarms of all that is shown are on the log. */
  public boolean isSettled() {
    return watch.hasHeard(views.shown());
  }

  /** Completes if the service fails, with what made it fail. */
  public CompletableFuture<Throwable> failure() {
    return CompletableFuture.anyOf(views.failure(), watch.failure())
        .thenApply(thrown -> KafkaRefusedException.explained(kafka, (Throwable) thrown));
  }

  @Override
  public void close() {
    try {
      page.ifPresent(PageServer::close);
    } finally {
      closeServices();
    }
  }

  private void closeServices() {
    try (views) {
      watch.close();
    }
  }
}
