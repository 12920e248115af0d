package doublegrok.evaluator.page;

import doublegrok.evaluator.view.RunViews;
import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import io.javalin.http.HttpStatus;
import io.javalin.util.JavalinBindException;
import io.prometheus.client.CollectorRegistry;
import java.util.Map;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Serves the live page, its data and the metrics over HTTP until it is closed. */
public final class PageServer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(PageServer.class);

  /** Streams have threads of their own, so these only ever answer short requests. */
  private static final int MAX_REQUEST_THREADS = 16;

  private final PageSettings settings;
  private final LiveStreams streams;
  private final Javalin app;

  private PageServer(PageSettings settings, RunViews views, CollectorRegistry metrics) {
    this.settings = settings;
    streams = new LiveStreams(settings, views);
    HostRule hosts = HostRule.forBoundHost(settings.host());
    app = Javalin.create(PageServer::configure);
    app.before(hosts::check);
    app.before(SafeHeaders::add);
    new RunsApi(views).addTo(app);
    app.get("/api/stream", streams::open);
    app.get("/metrics", new MetricsText(metrics)::write);
    app.exception(HttpResponseException.class, PageServer::refused);
    app.exception(Exception.class, PageServer::failed);
    app.error(HttpStatus.NOT_FOUND, PageServer::notFound);
  }

  /**
   * Opens the port and answers from then on.
   *
   * @param metrics what {@code /metrics} shows
   * @throws IllegalArgumentException if the host or the port cannot be listened on
   */
  public static PageServer start(PageSettings settings, RunViews views, CollectorRegistry metrics) {
    PageServer server = new PageServer(settings, views, metrics);
    try {
      server.app.start(settings.host(), settings.port());
    } catch (JavalinBindException e) {
      server.close();
      throw new IllegalArgumentException(taken(settings), e);
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
    app.stop();
  }

  private static void configure(JavalinConfig config) {
    config.showJavalinBanner = false;
    config.startupWatcherEnabled = false;
    config.jetty.threadPool = new QueuedThreadPool(MAX_REQUEST_THREADS, 2);
    config.jetty.modifyHttpConfiguration(http -> {
      http.setSendServerVersion(false);
      http.setSendXPoweredBy(false);
    });
    PageFiles.addTo(config);
  }

  private static void refused(HttpResponseException refusal, Context context) {
    PageJson.write(context, refusal.getStatus(), error(refusal.getMessage()));
  }

  private static void failed(Exception failure, Context context) {
    LOG.error("request for {} failed", context.path(), failure);
    PageJson.write(context, 500, error("The evaluator failed to answer; its log says why."));
  }

  private static void notFound(Context context) {
    if (!PageJson.isWrittenTo(context)) {
      PageJson.write(context, 404, error("There is nothing here. The page is at /."));
    }
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
