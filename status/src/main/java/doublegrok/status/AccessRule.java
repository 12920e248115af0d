package doublegrok.status;

import io.javalin.http.Context;
import io.javalin.http.UnauthorizedResponse;
import java.util.Optional;
import java.util.Set;

/** Lets in who knows the token; everyone if there is none, which only loopback addresses allow. */
final class AccessRule {
  /** For whoever restarts a service: whether it lives and is ready, if not why, and no more. */
  private static final Set<String> OPEN = Set.of("/healthz", "/readyz");

  private final Optional<AccessToken> token;

  AccessRule(Optional<AccessToken> token) {
    this.token = token;
  }

  void check(Context context) {
    if (token.isEmpty() || OPEN.contains(context.path())) {
      return;
    }
    Optional<String> given = SoleHeader.in(context, "Authorization");
    if (given.filter(token.get()::isIn).isEmpty()) {
      context.header("WWW-Authenticate", "Basic realm=\"doublegrok\"");
      context.header("Cache-Control", "no-store");
      throw new UnauthorizedResponse(
          "This needs the token: as 'Authorization: Bearer TOKEN', or as the password in the"
              + " browser's question, with any user name.");
    }
  }
}
