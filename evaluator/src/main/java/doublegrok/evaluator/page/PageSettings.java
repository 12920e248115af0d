package doublegrok.evaluator.page;

import java.time.Duration;

/**
 * What the page's server is told at its start.
 *
 * @param host address to listen on; the page has no login, so other than a loopback address shows
 *     the runs to the network
 * @param port port to listen on; 0 for any free one
 * @param maxStreams pages that may be live at the same time
 * @param maxQueued updates that may wait for a slow page before it must start again
 * @param heartbeat longest silence of a stream, so that both ends notice a broken connection
 */
public record PageSettings(
    String host, int port, int maxStreams, int maxQueued, Duration heartbeat) {
  public PageSettings {
    if (port < 0 || port > 65535) {
      throw new IllegalArgumentException(
          "port must be 0..65535 (0: any free port), was " + port + "; choose one with --port N");
    }
    if (maxStreams < 1 || maxQueued < 1) {
      throw new IllegalArgumentException(
          "maxStreams and maxQueued must be 1 or more, were " + maxStreams + " and " + maxQueued);
    }
    if (heartbeat.isNegative() || heartbeat.isZero()) {
      throw new IllegalArgumentException("heartbeat must be longer than 0, was " + heartbeat);
    }
  }

  /** The usual settings: this machine only, 64 pages. */
  public static PageSettings local(int port) {
    return new PageSettings("127.0.0.1", port, 64, 4096, Duration.ofSeconds(15));
  }

  /** The same on another address, such as 0.0.0.0 in a container. */
  public PageSettings onHost(String otherHost) {
    return new PageSettings(otherHost, port, maxStreams, maxQueued, heartbeat);
  }
}
