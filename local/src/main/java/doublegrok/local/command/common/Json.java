package doublegrok.local.command.common;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;

/** Results for scripts. */
public final class Json {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private Json() {}

  /** Maps, lists and plain values as JSON. */
  public static String text(Object value) {
    return written(MAPPER.writerWithDefaultPrettyPrinter(), value);
  }

  /** The same on one line. */
  public static String line(Object value) {
    return written(MAPPER.writer(), value);
  }

  private static String written(ObjectWriter writer, Object value) {
    try {
      return writer.writeValueAsString(value);
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException("no JSON for " + value, impossible);
    }
  }

  /** A number as JSON can say it: one that is not finite is none. */
  public static Double number(double value) {
    return Double.isFinite(value) ? value : null;
  }
}
