package doublegrok.status;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.javalin.http.Context;
import java.util.Map;

/** Short answers for programs. */
final class Json {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private Json() {}

  static String text(Map<String, ?> value) {
    try {
      return MAPPER.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("no JSON for " + value, e);
    }
  }

  static void write(Context context, int status, Map<String, ?> value) {
    context.status(status).contentType("application/json").result(text(value));
    context.header("Cache-Control", "no-store");
  }
}
