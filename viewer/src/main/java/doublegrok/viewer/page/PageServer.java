package doublegrok.viewer.page;

import doublegrok.status.HostRule;
import doublegrok.status.ServiceHealth;
import doublegrok.status.StatusServer;
import doublegrok.viewer.view.RunViews;
import io.javalin.config.RoutesConfig;
import io.prometheus.client.CollectorRegistry;
import io.prometheus.client.Gauge;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Serves the live page, its data and the metrics over HTTP until it is closed. */
public final class PageServer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(PageServer.class);

  private final PageSettings settings;
  private final RunViews views;
  private final CollectorRegistry metrics;
  private final LiveStreams streams;
  private final Gauge live;
  private final CommandsApi commandsApi;
  private final PlansApi plansApi;
  private final StatusServer server;
  private final AtomicBoolean closed = new AtomicBoolean();

  private PageServer(
      PageSettings settings, RunViews views, Optional<RunCommands> commands, ServiceHealth health) {
    this.settings = settings;
    this.views = views;
    metrics = health.metrics();
    streams = new LiveStreams(settings, views);
    commandsApi = new CommandsApi(views, commands);
    plansApi = new PlansApi(views, commands);
    live = streams.count().register(metrics);
    try {
      server = StatusServer.start(settings.endpoint(), health, views::missing, this::addTo);
    } catch (RuntimeException failure) {
      closeParts();
      throw failure;
    }
  }

  /** A server that shows the runs and changes nothing. */
  public static PageServer start(PageSettings settings, RunViews views, CollectorRegistry metrics) {
    return start(settings, views, Optional.empty(), metrics);
  }

  /** A server of a process that tells nothing else of itself. */
  public static PageServer start(
      PageSettings settings,
      RunViews views,
      Optional<RunCommands> commands,
      CollectorRegistry metrics) {
    return start(settings, views, commands, new ServiceHealth(metrics));
  }

  /**
   * Opens the port and answers from then on.
   *
   * @param commands carries out what the runs are asked to do; empty to refuse all of it
   * @param health what {@code /metrics} and {@code /healthz} show
   * @throws IllegalArgumentException if the host or the port cannot be listened on
   */
  public static PageServer start(
      PageSettings settings, RunViews views, Optional<RunCommands> commands, ServiceHealth health) {
    PageServer page = new PageServer(settings, views, commands, health);
    LOG.info("page on {}", page.url());
    return page;
  }

  /** The port that is listened on, also when any free one was asked for. */
  public int port() {
    return server.port();
  }

  /** Where a browser on this machine finds the page. */
  public String url() {
    return server.url();
  }

  /** Ends all streams and gives the port back. */
  @Override
  public void close() {
    if (!closed.getAndSet(true)) {
      closeParts();
      server.close();
    }
  }

  private void closeParts() {
    streams.close();
    commandsApi.close();
    plansApi.close();
    metrics.unregister(live);
  }

  private void addTo(RoutesConfig routes) {
    routes.before(new OriginRule(!HostRule.isLoopback(settings.host()))::check);
    PageFiles.addTo(routes);
    new RunsApi(views).addTo(routes);
    new ExplanationsApi(views).addTo(routes);
    new DifferencesApi(views).addTo(routes);
    new EffectsApi(views).addTo(routes);
    new SweepsApi(views).addTo(routes);
    commandsApi.addTo(routes);
    plansApi.addTo(routes);
    PageRoute.STREAM.addTo(routes, streams::open);
  }
}
