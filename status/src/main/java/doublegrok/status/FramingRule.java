package doublegrok.status;

import io.javalin.http.BadRequestResponse;
import io.javalin.http.Context;

/**
 * Refuses a body in chunks under HTTP/1.0, which has none: a proxy that does not know them would
 * see another end of the request, and what follows could be smuggled past it (RFC 9112, 6.1).
 */
final class FramingRule {
  private FramingRule() {}

  static void check(Context context) {
    if (context.req().getProtocol().equals("HTTP/1.0")
        && context.req().getHeader("Transfer-Encoding") != null) {
      context.header("Connection", "close");
      throw new BadRequestResponse("A body in chunks needs HTTP/1.1.");
    }
  }
}
