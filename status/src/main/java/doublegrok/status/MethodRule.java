package doublegrok.status;

import io.javalin.http.Context;
import io.javalin.http.MethodNotAllowedResponse;
import java.util.Set;

/** Refuses what is neither GET, HEAD nor POST, before a path is looked at. */
final class MethodRule {
  private static final Set<String> KNOWN = Set.of("GET", "HEAD", "POST");

  private MethodRule() {}

  static void check(Context context) {
    if (!KNOWN.contains(context.req().getMethod())) {
      context.header("Allow", "GET, HEAD, POST");
      throw new MethodNotAllowedResponse("Nothing here takes this method.");
    }
  }
}
