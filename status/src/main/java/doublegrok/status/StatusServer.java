package doublegrok.status;

import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import io.javalin.util.JavalinBindException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.eclipse.jetty.http.HttpException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The HTTP server of a service: answers those who may ask with {@code /metrics}, {@code /healthz},
 * {@code /readyz} and what the service adds, until it is closed.
 */
public final class StatusServer implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(StatusServer.class);

  private final Endpoint endpoint;
  private final Javalin app;

  private StatusServer(
      Endpoint endpoint, ServiceHealth health, Readiness readiness, Consumer<RoutesConfig> routes) {
    this.endpoint = endpoint;
    app = Javalin.create(config -> {
      configure(config, endpoint);
      checkFirst(config.routes, endpoint);
      routes.accept(config.routes);
      StatusRoute.METRICS.addTo(config.routes, new MetricsText(health.metrics())::write);
      StatusRoute.HEALTH.addTo(config.routes, context -> answer(context, "alive", health.fault()));
      StatusRoute.READINESS.addTo(
          config.routes, context -> answer(context, "ready", readiness.missing()));
      config.routes.exception(HttpResponseException.class, StatusServer::refused);
      config.routes.exception(HttpException.RuntimeException.class, StatusServer::garbled);
      config.routes.exception(Exception.class, StatusServer::failed);
    });
  }

  /** A server that answers nothing but how its service is. */
  public static StatusServer start(Endpoint endpoint, ServiceHealth health, Readiness readiness) {
    return start(endpoint, health, readiness, routes -> {});
  }

  /**
   * Opens the port and answers from then on.
   *
   * @param routes adds what else the service answers; its rules come after the common ones
   * @throws IllegalArgumentException if the host or the port cannot be listened on
   */
  public static StatusServer start(
      Endpoint endpoint, ServiceHealth health, Readiness readiness, Consumer<RoutesConfig> routes) {
    StatusServer server = new StatusServer(endpoint, health, readiness, routes);
    try {
      server.app.start();
    } catch (JavalinBindException taken) {
      server.close();
      if (!endpoint.elsewhereIfTaken()) {
        throw new IllegalArgumentException(endpoint.taken(), taken);
      }
      StatusServer elsewhere = start(endpoint.onAnyPort(), health, readiness, routes);
      log.warn(
          "port {} is taken; metrics are on port {} instead", endpoint.port(), elsewhere.port());
      return elsewhere;
    } catch (RuntimeException failure) {
      server.close();
      throw failure;
    }
    return server;
  }

  /** The port that is listened on, also when any free one was asked for. */
  public int port() {
    return app.port();
  }

  /** Where a client on this machine finds it. */
  public String url() {
    return endpoint.url(port());
  }

  /** Gives the port back. */
  @Override
  public void close() {
    app.stop();
  }

  private static void configure(JavalinConfig config, Endpoint endpoint) {
    config.startup.showJavalinBanner = false;
    config.startup.showOldJavalinVersionWarning = false;
    config.startup.startupWatcherEnabled = false;
    config.http.prefer405over404 = true;
    HttpLimits.apply(config.jetty, endpoint);
  }

  private static void checkFirst(RoutesConfig routes, Endpoint endpoint) {
    routes.before(SafeHeaders::add);
    routes.before(FramingRule::check);
    routes.before(MethodRule::check);
    routes.before(HostRule.forBoundHost(endpoint.host())::check);
    routes.before(new AccessRule(endpoint.token())::check);
  }

  private static void answer(Context context, String question, Optional<String> butNot) {
    if (butNot.isEmpty()) {
      Json.write(context, 200, Map.of(question, true));
    } else {
      Map<String, Object> body = new LinkedHashMap<>();
      body.put(question, false);
      body.put("reason", butNot.get());
      Json.write(context, 503, body);
    }
  }

  private static void refused(HttpResponseException refusal, Context context) {
    Optional.ofNullable(refusal.getDetails().get("availableMethods"))
        .ifPresent(methods -> context.header("Allow", methods));
    Json.write(context, refusal.getStatus(), error(refusal.getMessage()));
  }

  private static void garbled(HttpException.RuntimeException refusal, Context context) {
    context.header("Connection", "close");
    Json.write(context, refusal.getCode(), error(HttpLimits.sentence(refusal.getCode())));
  }

  private static void failed(Exception failure, Context context) {
    log.error("request for {} failed", context.path(), failure);
    Json.write(context, 500, error("The service failed to answer; its log says why."));
  }

  private static Map<String, String> error(String sentence) {
    return Map.of("error", sentence);
  }
}
