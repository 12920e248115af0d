package doublegrok.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Demo in a process of its own, watched from outside as a person would: stderr and page. */
final class DemoChild implements AutoCloseable {
  private static final String RUN = "demo";
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final long LOOK_MILLIS = 20;
  private static final Pattern PAGE = Pattern.compile("http://[0-9.]+:[0-9]+");
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient client = HttpClient.newHttpClient();
  private final Path said;
  private final long begun;
  private final Process process;

  /**
   * Starts it.
   *
   * @param directory of the run; the same one again goes on with it
   */
  DemoChild(Setting setting, Path directory) throws IOException {
    List<String> command = new ArrayList<>(Setting.java(setting.surroundings().program()));
    command.addAll(List.of("demo", "--run", RUN, "--port", "0"));
    command.addAll(List.of("--dir", directory.resolve("data").toString()));
    command.addAll(List.of("--threads", Integer.toString(setting.threads())));
    said = Files.createTempFile(directory, "stderr", ".txt");
    begun = System.nanoTime();
    process = new ProcessBuilder(command)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .redirectError(said.toFile())
        .start();
  }

  /** Seconds from the process's start until the page shows the run in this way. */
  double secondsUntilShown(Predicate<JsonNode> summary) throws Exception {
    return secondsUntil(() -> isShown(summary));
  }

  /** Seconds from the process's start until it says something on stderr. */
  double secondsUntilSaid(String part) throws Exception {
    return secondsUntil(() -> Files.readString(said).contains(part));
  }

  /** The most memory that was resident at once, in MB; empty where the system does not tell. */
  OptionalDouble residentMegabytes() throws IOException {
    Path status = Path.of("/proc", Long.toString(process.pid()), "status");
    if (!Files.isReadable(status)) {
      return OptionalDouble.empty();
    }
    return Files.readAllLines(status).stream()
        .filter(line -> line.startsWith("VmHWM:"))
        .mapToDouble(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024 / 1e6)
        .findFirst();
  }

  /** SIGKILL; also what closing does, for nothing of the run is wanted any more. */
  @Override
  public void close() {
    process.destroyForcibly().onExit().orTimeout(1, TimeUnit.MINUTES).join();
  }

  private double secondsUntil(Callable<Boolean> condition) throws Exception {
    while (!condition.call()) {
      if (!process.isAlive()) {
        throw new IllegalStateException("demo ended by itself; it said: " + Files.readString(said));
      }
      if (System.nanoTime() - begun > PATIENCE.toNanos()) {
        throw new IllegalStateException("demo did not come so far within " + PATIENCE);
      }
      TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
    }
    return (System.nanoTime() - begun) * 1e-9;
  }

  private boolean isShown(Predicate<JsonNode> summary) throws IOException, InterruptedException {
    Matcher page = PAGE.matcher(Files.readString(said));
    if (!page.find()) {
      return false;
    }
    URI runs = URI.create(page.group() + "/api/runs");
    HttpResponse<String> answer;
    try {
      answer =
          client.send(HttpRequest.newBuilder(runs).build(), HttpResponse.BodyHandlers.ofString());
    } catch (IOException notYet) {
      return false;
    }
    if (answer.statusCode() != 200) { // it is still reading its topics
      return false;
    }
    for (JsonNode run : JSON.readTree(answer.body()).get("runs")) {
      if (run.get("run").asText().equals(RUN)) {
        return summary.test(run);
      }
    }
    return false;
  }
}
