package doublegrok.local.monitoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Installed program of the Prometheus family, with a directory and a port of its own. */
final class WebProgram implements AutoCloseable {
  private static final Duration STARTS_WITHIN = Duration.ofSeconds(60);
  private static final Duration ANSWERS_WITHIN = Duration.ofSeconds(30);

  private final HttpClient client = HttpClient.newHttpClient();
  private final Process process;
  private final String url;

  private WebProgram(Process process, String url) {
    this.process = process;
    this.url = url;
  }

  /** Skips the test, and says so, where there is none; a package of Debian's has its name. */
  static void requireInstalled(String name) {
    assumeTrue(
        Checkout.program(name).isPresent(),
        "%s is not installed; on Debian: apt-get install %s".formatted(name, name));
  }

  /** Starts one, and waits until it is ready. */
  static WebProgram start(Path directory, String name, String... arguments) throws Exception {
    Files.createDirectories(directory);
    Path log = directory.resolve(name + ".log");
    String address = "127.0.0.1:" + freePort();
    List<String> command = new ArrayList<>();
    command.add(Checkout.program(name).orElseThrow().toString());
    command.addAll(List.of(arguments));
    command.add("--web.listen-address=" + address);
    Process process = new ProcessBuilder(command)
        .directory(directory.toFile())
        .redirectErrorStream(true)
        .redirectOutput(log.toFile())
        .start();
    WebProgram started = new WebProgram(process, "http://" + address);
    try {
      await().atMost(STARTS_WITHIN).until(() -> started.isReady() || !process.isAlive());
      assertThat(process.isAlive()).as(Files.readString(log)).isTrue();
      return started;
    } catch (RuntimeException | Error failure) {
      started.close();
      throw failure;
    }
  }

  /** Host and port. */
  String address() {
    return URI.create(url).getAuthority();
  }

  /** What it answers for a path. */
  String get(String path) {
    return answer(path).orElseThrow().body();
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

  private boolean isReady() {
    return answer("/-/ready").filter(said -> said.statusCode() == 200).isPresent();
  }

  private Optional<HttpResponse<String>> answer(String path) {
    try {
      HttpRequest request =
          HttpRequest.newBuilder(URI.create(url + path)).timeout(ANSWERS_WITHIN).build();
      return Optional.of(client.send(request, BodyHandlers.ofString()));
    } catch (IOException notYet) {
      return Optional.empty();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }

  /** A port that nobody listens on at the moment. */
  static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
