package doublegrok.viewer.page;

import io.javalin.http.BadRequestResponse;
import io.javalin.http.Context;
import java.util.OptionalLong;

/** A number in the query of an address. */
final class WholeNumber {
  private WholeNumber() {}

  /** The number under this name; empty if there is none. */
  static OptionalLong in(Context context, String name) {
    String given = context.queryParam(name);
    if (given == null) {
      return OptionalLong.empty();
    }
    if (!given.matches("[0-9]{1,18}")) {
      throw new BadRequestResponse(
          "%1$s must be a whole number of 0 or more, as in ?%1$s=1200.".formatted(name));
    }
    return OptionalLong.of(Long.parseLong(given));
  }
}
