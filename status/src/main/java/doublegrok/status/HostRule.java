package doublegrok.status;

import io.javalin.http.Context;
import io.javalin.http.ForbiddenResponse;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Refuses requests that reach a loopback address under a foreign name: a web page whose name was
 * pointed at 127.0.0.1 after it was loaded (DNS rebinding) could otherwise read the runs. On any
 * other address the names are not known, and every name is accepted: there is a token.
 */
public final class HostRule {
  private final boolean anyName;
  private final Set<String> names;

  private HostRule(boolean anyName, Set<String> names) {
    this.anyName = anyName;
    this.names = names;
  }

  static HostRule forBoundHost(String host) {
    String bound = forBrowser(host).toLowerCase(Locale.ROOT);
    Set<String> usual = Set.of("localhost", "127.0.0.1", "[::1]");
    return new HostRule(
        !isLoopback(host), usual.contains(bound) ? usual : Set.of(bound, "localhost"));
  }

  /** Whether only this machine reaches the address. */
  public static boolean isLoopback(String host) {
    try {
      return InetAddress.getByName(host).isLoopbackAddress();
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException(
          "host must be an address of this machine, was " + host + "; usual is 127.0.0.1", e);
    }
  }

  /** The host as it stands in a URL; the wildcard addresses are reached as localhost. */
  static String forBrowser(String host) {
    if (host.equals("0.0.0.0") || host.equals("::")) {
      return "localhost";
    }
    return host.contains(":") && !host.startsWith("[") ? "[" + host + "]" : host;
  }

  void check(Context context) {
    if (!allows(SoleHeader.in(context, "Host"))) {
      throw new ForbiddenResponse(
          "This page is for this machine only: open it as http://localhost or http://127.0.0.1.");
    }
  }

  boolean allows(Optional<String> header) {
    return anyName || header.map(HostRule::withoutPort).filter(names::contains).isPresent();
  }

  private static String withoutPort(String header) {
    return header.toLowerCase(Locale.ROOT).replaceFirst(":\\d*$", "");
  }
}
