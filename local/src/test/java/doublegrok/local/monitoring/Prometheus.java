package doublegrok.local.monitoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A real Prometheus with a directory and a port of its own. */
final class Prometheus implements AutoCloseable {
  private static final Duration STARTS_WITHIN = Duration.ofSeconds(60);
  private static final Duration ANSWERS_WITHIN = Duration.ofSeconds(30);

  private final HttpClient client = HttpClient.newHttpClient();
  private final ObjectMapper mapper = new ObjectMapper();
  private final Process process;
  private final Path log;
  private final String url;

  private Prometheus(Process process, Path log, String url) {
    this.process = process;
    this.log = log;
    this.url = url;
  }

  /** Skips the test, and says so, where there is none. */
  static void requireInstalled() {
    assumeTrue(
        Checkout.program("prometheus").isPresent(),
        "prometheus is not installed; on Debian: apt-get install prometheus");
  }

  /** Starts one with this configuration, and waits until it answers. */
  static Prometheus start(Path directory, Path config) throws Exception {
    Files.createDirectories(directory);
    Path log = directory.resolve("prometheus.log");
    String address = "127.0.0.1:" + freePort();
    Process process = new ProcessBuilder(
            Checkout.program("prometheus").orElseThrow().toString(),
            "--config.file=" + config,
            "--storage.tsdb.path=" + directory.resolve("data"),
            "--web.listen-address=" + address)
        .directory(directory.toFile())
        .redirectErrorStream(true)
        .redirectOutput(log.toFile())
        .start();
    Prometheus started = new Prometheus(process, log, "http://" + address);
    try {
      await().atMost(STARTS_WITHIN).until(() -> started.isReady() || !process.isAlive());
      assertThat(process.isAlive()).as(started.said()).isTrue();
      return started;
    } catch (RuntimeException | Error failure) {
      started.close();
      throw failure;
    }
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
    process.destroy();
    try {
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException interrupted) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  private JsonNode result(String path, String argument) {
    String target = url + path + URLEncoder.encode(argument, StandardCharsets.UTF_8);
    try {
      JsonNode answer = mapper.readTree(get(target).orElseThrow());
      assertThat(answer.get("status").asText()).as(argument + ": " + answer).isEqualTo("success");
      return answer.get("data");
    } catch (IOException unsound) {
      throw new AssertionError("no JSON from " + target, unsound);
    }
  }

  private boolean isReady() {
    return get(url + "/-/ready").filter(said -> said.contains("is Ready")).isPresent();
  }

  private Optional<String> get(String target) {
    try {
      HttpRequest request =
          HttpRequest.newBuilder(URI.create(target)).timeout(ANSWERS_WITHIN).build();
      return Optional.of(client.send(request, BodyHandlers.ofString()).body());
    } catch (IOException notYet) {
      return Optional.empty();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }

  private String said() throws IOException {
    return Files.readString(log);
  }

  /** A port that nobody listens on at the moment. */
  static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
