package doublegrok.viewer.page;

import doublegrok.status.SoleHeader;
import io.javalin.http.Context;
import io.javalin.http.ForbiddenResponse;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Refuses requests that change something and come from a foreign web page: the browser would send
 * the token along by itself. A script sends neither of the two headers, and cannot be tricked.
 */
final class OriginRule {
  private static final Set<String> READING = Set.of("GET", "HEAD");

  /** On a loopback address there is no proxy that a browser could reach by TLS. */
  private final boolean behindProxy;

  OriginRule(boolean behindProxy) {
    this.behindProxy = behindProxy;
  }

  void check(Context context) {
    if (READING.contains(context.req().getMethod())) {
      return;
    }
    Optional<String> host = SoleHeader.in(context, "Host");
    Optional<String> origin = SoleHeader.in(context, "Origin");
    Optional<String> site = SoleHeader.in(context, "Sec-Fetch-Site");
    if (!allows(host, origin, site)) {
      throw new ForbiddenResponse(
          "Only this page itself, or a script, may change a run; this request is from elsewhere.");
    }
  }

  boolean allows(Optional<String> host, Optional<String> origin, Optional<String> site) {
    if (origin.isEmpty()) {
      return site.isEmpty() || site.get().equals("none");
    }
    boolean sameSite = site.isEmpty() || Set.of("same-origin", "none").contains(site.get());
    return sameSite && host.filter(name -> isSame(name, origin.get())).isPresent();
  }

  private boolean isSame(String host, String origin) {
    String given = origin.toLowerCase(Locale.ROOT);
    String name = host.toLowerCase(Locale.ROOT);
    return given.equals("http://" + name) || (behindProxy && given.equals("https://" + name));
  }
}
