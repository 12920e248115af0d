package doublegrok.local.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;

/** A real Prometheus with a directory and a port of its own. */
final class Prometheus implements AutoCloseable {
  private static final String NAME = "prometheus";

  private final ObjectMapper mapper = new ObjectMapper();
  private final WebProgram program;

  private Prometheus(WebProgram program) {
    this.program = program;
  }

  /** Skips the test, and says so, where there is none. */
  static void requireInstalled() {
    WebProgram.requireInstalled(NAME);
  }

  /** Starts one with this configuration, and waits until it answers. */
  static Prometheus start(Path directory, Path config) throws Exception {
    return new Prometheus(WebProgram.start(
        directory,
        NAME,
        "--config.file=" + config,
        "--storage.tsdb.path=" + directory.resolve("data")));
  }

  /** What a PromQL expression gives at a moment. */
  JsonNode query(String expression, Instant at) {
    return result("/api/v1/query?time=" + at + "&query=", expression);
  }

  /** Every rule, with its health. */
  JsonNode rules() {
    return result("/api/v1/rules?type=", "");
  }

  /** The series that a selector matches. */
  JsonNode series(String selector) {
    return result("/api/v1/series?match%5B%5D=", selector);
  }

  @Override
  public void close() {
    program.close();
  }

  private JsonNode result(String path, String argument) {
    String target = path + URLEncoder.encode(argument, StandardCharsets.UTF_8);
    try {
      JsonNode answer = mapper.readTree(program.get(target));
      assertThat(answer.get("status").asText()).as(argument + ": " + answer).isEqualTo("success");
      return answer.get("data");
    } catch (IOException unsound) {
      throw new AssertionError("no JSON from " + target, unsound);
    }
  }
}
