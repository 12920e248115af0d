package doublegrok.status;

import java.time.Duration;
import java.util.Optional;

/**
 * Endpoint where a service listens, and to whom it answers.
 *
 * @param host address to listen on; other than a loopback address needs a token
 * @param port port to listen on; 0 for any free one
 * @param token what a client must know, if anything
 * @param elsewhereIfTaken whether any free port will do if this one is taken
 * @param option of the command line that chooses the port, for the sentences that refuse one
 * @param idle longest silence of a client that still has to send something
 */
public record Endpoint(
    String host,
    int port,
    Optional<AccessToken> token,
    boolean elsewhereIfTaken,
    String option,
    Duration idle) {
  /** Longer than any honest client needs to send a request. */
  public static final Duration IDLE = Duration.ofSeconds(20);

  public Endpoint {
    check(host, port, token, option, idle);
  }

  /**
   * Refuses an endpoint that cannot be, or that would be open to strangers.
   *
   * @throws IllegalArgumentException with the rule and the way out
   */
  public static void check(
      String host, int port, Optional<AccessToken> token, String option, Duration idle) {
    if (port < 0 || port > 65535) {
      throw new IllegalArgumentException(
          "port must be 0..65535 (0: any free port), was %d; choose one with %s N"
              .formatted(port, option));
    }
    if (idle.isNegative() || idle.isZero()) {
      throw new IllegalArgumentException("idle must be longer than 0, was " + idle);
    }
    if (token.isEmpty() && !HostRule.isLoopback(host)) {
      throw new IllegalArgumentException(
          "host must be an address of this machine alone, such as 127.0.0.1, where there is no"
              + " token, was " + host + "; give a token with --token-file FILE or in "
              + AccessToken.VARIABLE);
    }
  }

  /** The same on any free port. */
  Endpoint onAnyPort() {
    return new Endpoint(host, 0, token, false, option, idle);
  }

  /** Where a client on this machine finds it, once it listens on this port. */
  String url(int listening) {
    return "http://" + HostRule.forBrowser(host) + ":" + listening + "/";
  }

  /** Why it cannot be listened on, and the way out. */
  String taken() {
    return ("port %d on %s cannot be listened on: it must be free, and one that this user may open;"
            + " choose another with %s N, or any free one with %s 0")
        .formatted(port, host, option, option);
  }
}
