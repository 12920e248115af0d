package doublegrok.evaluator.page;

import doublegrok.evaluator.view.RunViews;
import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import io.javalin.util.JavalinBindException;
import io.prometheus.client.CollectorRegistry;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jetty.http.BadMessageException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Serves the live page, its data and the metrics over HTTP until it is closed. */
public final class PageServer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(PageServer.class);

  private final PageSettings settings;
  private final LiveStreams streams;
  private final CommandsApi commandsApi;
  private final PlansApi plansApi;
  private final Javalin app;

  private PageServer(
      PageSettings settings,
      RunViews views,
      Optional<PlannedCommands> commands,
      CollectorRegistry metrics) {
    this.settings = settings;
    streams = new LiveStreams(settings, views);
    commandsApi = new CommandsApi(views, commands);
    plansApi = new PlansApi(views, commands);
    app = Javalin.create(config -> configure(config, settings));
    app.before(SafeHeaders::add);
    app.before(MethodRule::check);
    app.before(HostRule.forBoundHost(settings.host())::check);
    app.before(new AccessRule(settings.token())::check);
    app.before(new OriginRule(!HostRule.isLoopback(settings.host()))::check);
    PageFiles.addTo(app);
    new RunsApi(views).addTo(app);
    new ExplanationsApi(views).addTo(app);
    new DifferencesApi(views).addTo(app);
    commandsApi.addTo(app);
    plansApi.addTo(app);
    app.get("/api/stream", streams::open);
    app.get("/metrics", new MetricsText(metrics)::write);
    app.exception(HttpResponseException.class, PageServer::refused);
    app.exception(BadMessageException.class, PageServer::garbled);
    app.exception(Exception.class, PageServer::failed);
  }

  /** A server that shows the runs and changes nothing. */
  public static PageServer start(PageSettings settings, RunViews views, CollectorRegistry metrics) {
    return start(settings, views, Optional.empty(), metrics);
  }

  /**
   * Opens the port and answers from then on.
   *
   * @param commands carries out what the runs are asked to do; empty to refuse all of it
   * @param metrics what {@code /metrics} shows
   * @throws IllegalArgumentException if the host or the port cannot be listened on
   */
  public static PageServer start(
      PageSettings settings,
      RunViews views,
      Optional<PlannedCommands> commands,
      CollectorRegistry metrics) {
    PageServer server = new PageServer(settings, views, commands, metrics);
    try {
      server.app.start();
    } catch (JavalinBindException e) {
      server.close();
      throw new IllegalArgumentException(taken(settings), e);
    } catch (RuntimeException e) {
      server.close();
      throw e;
    }
    LOG.info("page on {}", server.url());
    return server;
  }

  /** The port that is listened on, also when any free one was asked for. */
  public int port() {
    return app.port();
  }

  /** Where a browser on this machine finds the page. */
  public String url() {
    return "http://" + HostRule.forBrowser(settings.host()) + ":" + port() + "/";
  }

  /** Ends all streams and gives the port back. */
  @Override
  public void close() {
    streams.close();
    commandsApi.close();
    plansApi.close();
    app.stop();
  }

  private static void configure(JavalinConfig config, PageSettings settings) {
    config.showJavalinBanner = false;
    config.startupWatcherEnabled = false;
    config.http.prefer405over404 = true;
    HttpLimits.apply(config.jetty, settings);
  }

  private static void refused(HttpResponseException refusal, Context context) {
    Optional.ofNullable(refusal.getDetails().get("availableMethods"))
        .ifPresent(methods -> context.header("Allow", methods));
    PageJson.write(context, refusal.getStatus(), error(refusal.getMessage()));
  }

  private static void garbled(BadMessageException refusal, Context context) {
    context.header("Connection", "close");
    PageJson.write(context, refusal.getCode(), error(HttpLimits.sentence(refusal.getCode())));
  }

  private static void failed(Exception failure, Context context) {
    LOG.error("request for {} failed", context.path(), failure);
    PageJson.write(context, 500, error("The evaluator failed to answer; its log says why."));
  }

  private static Map<String, String> error(String sentence) {
    return Map.of("error", sentence);
  }

  private static String taken(PageSettings settings) {
    return "port "
        + settings.port()
        + " on "
        + settings.host()
        + " cannot be listened on: it must be free, and one that this user may open;"
        + " choose another with --port N, or any free one with --port 0";
  }
}
