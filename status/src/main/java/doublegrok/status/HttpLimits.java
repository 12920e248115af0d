package doublegrok.status;

import io.javalin.config.JettyConfig;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** Bounds on what one client, or all of them, can take of the server. */
final class HttpLimits {
  /** Streams and commands have threads of their own, so these only answer short requests. */
  private static final int REQUEST_THREADS_MAX = 16;

  private static final int CONNECTIONS_MAX = 512;
  private static final int HEADER_BYTES_MAX = 8 << 10;

  private HttpLimits() {}

  static void apply(JettyConfig jetty, Endpoint endpoint) {
    PlainErrors errors = new PlainErrors();
    jetty.threadPool = new QueuedThreadPool(REQUEST_THREADS_MAX, 2);
    jetty.addConnector((server, http) -> connector(server, http, endpoint));
    jetty.modifyServer(server -> {
      server.setErrorHandler(errors);
      server.addBean(new NetworkConnectionLimit(CONNECTIONS_MAX, server));
    });
    jetty.modifyServletContextHandler(handler -> handler.setErrorHandler(errors));
  }

  private static Connector connector(Server server, HttpConfiguration http, Endpoint endpoint) {
    http.setSendServerVersion(false);
    http.setSendXPoweredBy(false);
    http.setRequestHeaderSize(HEADER_BYTES_MAX);
    ServerConnector connector = new ServerConnector(server, new HttpConnectionFactory(http));
    connector.setHost(endpoint.host());
    connector.setPort(endpoint.port());
    connector.setIdleTimeout(endpoint.idle().toMillis());
    return connector;
  }

  /** What there is to say of a request that is not even HTTP. */
  static String sentence(int status) {
    return "This request cannot be answered: %s (%d)."
        .formatted(HttpStatus.getMessage(status), status);
  }
}
