package doublegrok.viewer;

import doublegrok.log.KafkaRefusedException;
import doublegrok.log.KafkaSettings;
import doublegrok.log.TopicAdmin;
import doublegrok.status.RejectedRecords;
import doublegrok.status.ServiceHealth;
import doublegrok.viewer.metrics.RunCollector;
import doublegrok.viewer.page.PageServer;
import doublegrok.viewer.page.RunCommands;
import doublegrok.viewer.stream.StreamsRunViews;
import doublegrok.viewer.view.RunViews;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The viewer service: the view of all runs, and the page that shows it. */
public final class ViewerApp implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(ViewerApp.class);
  private static final Duration TOPICS_WITHIN = Duration.ofSeconds(30);

  private final KafkaSettings kafka;
  private final StreamsRunViews views;
  private final Optional<PageServer> page;

  private ViewerApp(ViewerSettings settings, ServiceHealth health) {
    kafka = settings.kafka();
    RejectedRecords rejected = health.rejectedRecords().of(StreamsRunViews.topics());
    views = StreamsRunViews.start(kafka, settings.state(), rejected);
    health.metrics().register(new RunCollector(views));
    health.watch("the viewer", () -> Optional.ofNullable(failure().getNow(null)));
    health.show("view", views::measured);
    try {
      RunCommands commands = new LoggedCommands(kafka, Clock.systemUTC());
      page = settings
          .page()
          .map(where -> PageServer.start(where, views, Optional.of(commands), health));
    } catch (RuntimeException failure) {
      views.close();
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

  /** Completes if the service fails, with what made it fail. */
  public CompletableFuture<Throwable> failure() {
    return views.failure().thenApply(thrown -> KafkaRefusedException.explained(kafka, thrown));
  }

  @Override
  public void close() {
    try (views) {
      page.ifPresent(PageServer::close);
    }
  }
}
