package doublegrok.local.check;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.util.Optional;

/**
 * A port of the loopback interface is free; 0 always is, it means any.
 *
 * @param port 0..65535
 * @param option of the command line that chooses it
 */
public record FreePort(int port, String option) implements Check {
  public FreePort {
    requirePort(port, option);
  }

  /**
   * Refuses a number that is no port's.
   *
   * @throws IllegalArgumentException with the rule
   */
  public static void requirePort(int port, String option) {
    if (port < 0 || port > 65_535) {
      throw new IllegalArgumentException(
          "%s must be 0..65535 (0 picks a free one), was %d".formatted(option, port));
    }
  }

  /** That of IPv4, as it stands in addresses; Java's own may be told to be another. */
  public static InetAddress loopback() throws UnknownHostException {
    return InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
  }

  @Override
  public Optional<String> problem() {
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(loopback(), port));
      return Optional.empty();
    } catch (IOException e) {
      return Optional.of(
          "port %d cannot be had (%s); stop the program that uses it or name another with %s"
              .formatted(port, e.getMessage(), option));
    }
  }
}
