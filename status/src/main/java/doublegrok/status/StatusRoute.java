package doublegrok.status;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Handler;

/** Endpoint that every service has. */
public enum StatusRoute {
  METRICS(Route.get("/metrics", "The metrics of the process, for Prometheus.")
      .as("text/plain; version=0.0.4; charset=utf-8")),

  HEALTH(Route.get("/healthz", "Whether the process is of use at all; needs no token.")
      .or(503, "A service of the process has failed for good; `reason` says which, and why.")),

  READINESS(Route.get("/readyz", "Whether the service does its work; needs no token.")
      .or(503, "It does not yet, or not at the moment; `reason` says why."));

  @SuppressWarnings("ImmutableEnumChecker") // its lists are copies that cannot be changed
  private final Route route;

  StatusRoute(Route route) {
    this.route = route;
  }

  /** What a client must know of it. */
  public Route route() {
    return route;
  }

  /** Has it answered by this handler. */
  void addTo(RoutesConfig routes, Handler handler) {
    route.addTo(routes, handler);
  }
}
