package doublegrok.local.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** The project's configuration of Prometheus, copied to where a test can run it. */
final class PrometheusFiles {
  private static final String TOKEN_FILE = "/run/secrets/doublegrok-token";

  private PrometheusFiles() {}

  /**
   * Copies configuration and rules.
   *
   * @param replaced what is other than in the project: each must occur
   * @return the configuration's file
   */
  static Path copy(Path directory, String token, Map<String, String> replaced) throws Exception {
    Files.createDirectories(directory.resolve("rules"));
    for (Path rules : Checkout.files("prometheus/rules", ".yml")) {
      Files.copy(rules, directory.resolve("rules").resolve(rules.getFileName().toString()));
    }
    Path tokenFile = Files.writeString(directory.resolve("token"), token);
    String text = Files.readString(Checkout.path("prometheus/prometheus.yml"));
    text = replace(text, TOKEN_FILE, tokenFile.toString());
    for (Map.Entry<String, String> each : replaced.entrySet()) {
      text = replace(text, each.getKey(), each.getValue());
    }
    return write(directory.resolve("prometheus.yml"), text);
  }

  private static String replace(String text, String part, String by) {
    assertThat(text).contains(part);
    return text.replace(part, by);
  }

  private static Path write(Path file, String text) throws IOException {
    return Files.writeString(file, text);
  }
}
