package doublegrok.viewer.page;

import doublegrok.status.AccessToken;
import doublegrok.status.Endpoint;
import java.time.Duration;
import java.util.Optional;

/**
 * Settings of the page's server.
 *
 * @param host address to listen on; other than a loopback address needs a token
 * @param port port to listen on; 0 for any free one
 * @param token what a client must know, if anything
 * @param maxStreams pages that may be live at the same time
 * @param maxQueued updates that may wait for a slow page before it must start again
 * @param heartbeat longest silence of a stream, so that both ends notice a broken connection
 * @param idle longest silence of a client that still has to send something
 */
public record PageSettings(
    String host,
    int port,
    Optional<AccessToken> token,
    int maxStreams,
    int maxQueued,
    Duration heartbeat,
    Duration idle) {
  private static final String OPTION = "--port";

  public PageSettings {
    if (maxStreams < 1 || maxQueued < 1) {
      throw new IllegalArgumentException(
          "maxStreams and maxQueued must be 1 or more, were " + maxStreams + " and " + maxQueued);
    }
    if (heartbeat.isNegative() || heartbeat.isZero()) {
      throw new IllegalArgumentException("heartbeat must be longer than 0, was " + heartbeat);
    }
    Endpoint.check(host, port, token, OPTION, idle);
  }

  /** The usual settings: this machine only, 64 pages, no token. */
  public static PageSettings local(int port) {
    return new PageSettings(
        "127.0.0.1", port, Optional.empty(), 64, 4096, Duration.ofSeconds(5), Endpoint.IDLE);
  }

  /** Where the server listens. */
  public Endpoint endpoint() {
    return new Endpoint(host, port, token, false, OPTION, idle);
  }

  /** The same for those who know the token. */
  public PageSettings guardedBy(AccessToken secret) {
    return new PageSettings(
        host, port, Optional.of(secret), maxStreams, maxQueued, heartbeat, idle);
  }

  /** The same on another address, such as 0.0.0.0 in a container. */
  public PageSettings onHost(String otherHost) {
    return new PageSettings(otherHost, port, token, maxStreams, maxQueued, heartbeat, idle);
  }
}
