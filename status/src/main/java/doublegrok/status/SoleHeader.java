package doublegrok.status;

import io.javalin.http.BadRequestResponse;
import io.javalin.http.Context;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** A header that decides something: given twice, nobody could say which one counts. */
public final class SoleHeader {
  private SoleHeader() {}

  /** Its value, if it was sent. */
  public static Optional<String> in(Context context, String name) {
    List<String> values = Collections.list(context.req().getHeaders(name));
    if (values.size() > 1) {
      throw new BadRequestResponse(
          "The header " + name + " may be given once, was given " + values.size() + " times.");
    }
    return values.stream().findFirst();
  }
}
