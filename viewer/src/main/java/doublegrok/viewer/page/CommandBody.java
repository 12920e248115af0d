package doublegrok.viewer.page;

import doublegrok.control.Command;
import doublegrok.status.SoleHeader;
import io.javalin.http.BadRequestResponse;
import io.javalin.http.ContentTooLargeResponse;
import io.javalin.http.Context;
import io.javalin.http.RequestTimeoutResponse;
import io.javalin.http.UnsupportedMediaTypeResponse;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;

/** The body of a request for a run: JSON of a bounded length, within a bounded time. */
final class CommandBody {
  static final int BYTES_MAX = 64 << 10;

  private static final Duration WITHIN = Duration.ofSeconds(10);
  private static final String JSON = "application/json";

  private CommandBody() {}

  /** What is asked. */
  static Command read(Context context) {
    String type = SoleHeader.in(context, "Content-Type").orElse("");
    if (!type.replaceFirst(";.*", "").strip().toLowerCase(Locale.ROOT).equals(JSON)) {
      throw new UnsupportedMediaTypeResponse("The body must be JSON: say Content-Type: " + JSON);
    }
    return parsed(body(context));
  }

  private static byte[] body(Context context) {
    if (context.req().getContentLengthLong() > BYTES_MAX) {
      throw tooLarge();
    }
    try (InputStream in = context.req().getInputStream()) {
      return wholeBody(in);
    } catch (IOException e) {
      context.header("Connection", "close");
      throw new RequestTimeoutResponse("The body did not arrive whole, or not in time.");
    }
  }

  /** Each read has the bound of an idle connection; all of them together have one too. */
  private static byte[] wholeBody(InputStream in) throws IOException {
    long until = System.nanoTime() + WITHIN.toNanos();
    byte[] body = new byte[BYTES_MAX + 1];
    int length = 0;
    for (int n = 0; n >= 0; n = in.read(body, length, body.length - length)) {
      length += n;
      if (length > BYTES_MAX) {
        throw tooLarge();
      }
      if (System.nanoTime() > until) {
        throw new IOException("the body took too long");
      }
    }
    return Arrays.copyOf(body, length);
  }

  private static ContentTooLargeResponse tooLarge() {
    return new ContentTooLargeResponse("A command has at most 64 KiB.");
  }

  private static Command parsed(byte[] body) {
    try {
      return CommandReader.read(body);
    } catch (IllegalArgumentException faults) {
      throw new BadRequestResponse(String.valueOf(faults.getMessage()));
    }
  }
}
