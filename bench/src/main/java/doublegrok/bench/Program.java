package doublegrok.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import doublegrok.log.KafkaSettings;
import doublegrok.log.TopicAdmin;
import doublegrok.spec.RunSpec;
import doublegrok.spec.RunSpecs;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The program in a process of its own: a demo, a sweep, a viewer or a broker, watched from outside
 * as a person would, by what it says, its page and its Kafka.
 */
final class Program implements AutoCloseable {
  static final String RUN = "demo";
  private static final Duration TOPICS_WITHIN = Duration.ofSeconds(30);
  private static final Pattern PAGE = Pattern.compile("http://[0-9.]+:[0-9]+");
  private static final ObjectMapper JSON = new ObjectMapper();

  final JavaProcess process;
  private final HttpClient client = HttpClient.newHttpClient();
  private final Setting setting;
  private final Path broker;

  private Program(Setting setting, Path directory, Stream<String> arguments) throws IOException {
    Path data = directory.resolve("data");
    this.setting = setting;
    this.broker = data.resolve("kafka");
    Stream<String> place = Stream.of("--dir", data.toString(), "--port", "0");
    process = new JavaProcess(
        directory, setting.program(), Stream.concat(arguments, place).toList());
  }

  /** A broker in a directory of its own, or in that of a program that was killed. */
  static Program broker(Setting setting, Path directory) throws IOException {
    Files.deleteIfExists(directory.resolve("data/kafka/address")); // of the one that was killed
    return new Program(setting, directory, Stream.of("broker"));
  }

  /** A demo whose run has the demo's name; in the same directory again it goes on. */
  static Program demo(Setting setting, Path directory, String... further) throws IOException {
    Stream<String> arguments = Stream.of(
        "demo",
        "--run=" + RUN,
        "--threads=" + setting.threads(),
        "--device=" + setting.device().name().toLowerCase(Locale.ROOT));
    return new Program(setting, directory, Stream.concat(arguments, Stream.of(further)));
  }

  /** The same by a spec of one's own, which is written to the directory. */
  static Program demo(Setting setting, Path directory, RunSpec spec, String... further)
      throws IOException {
    Path file = Files.writeString(directory.resolve("spec.yaml"), RunSpecs.canonical(spec));
    Stream<String> arguments = Stream.concat(Stream.of("--spec=" + file), Stream.of(further));
    return demo(setting, directory, arguments.toArray(String[]::new));
  }

  /** A sweep in its process, one run after the other, which stays at its end. */
  static Program sweep(Setting setting, Path directory, Path file) throws IOException {
    return new Program(
        setting,
        directory,
        Stream.of(
            "sweep",
            "start",
            file.toString(),
            "--local",
            "--stay",
            "--slots=1",
            "--threads=" + setting.threads(),
            "--device=" + setting.device().name().toLowerCase(Locale.ROOT)));
  }

  /** A viewer of what the broker in this directory holds, with state of its own. */
  static Program viewer(Setting setting, Path directory, Path state) throws IOException {
    return new Program(setting, directory, Stream.of("viewer", "--state=" + state));
  }

  /** How to reach its broker, once it is there with all topics. */
  KafkaSettings kafka() throws Exception {
    Path address = broker.resolve("address");
    process.secondsUntil(() -> Files.exists(address));
    KafkaSettings kafka = setting.embedded().apply(Files.readString(address).strip());
    TopicAdmin.ensureTopics(kafka, TOPICS_WITHIN);
    return kafka;
  }

  /** Seconds from the process's start until the page shows the run, its past too, in this way. */
  double secondsUntilShown(Predicate<JsonNode> run) throws Exception {
    return process.secondsUntil(() -> isShown(run));
  }

  private boolean isShown(Predicate<JsonNode> run) throws Exception {
    try {
      JsonNode found = JSON.readTree(get("/api/runs/" + RUN));
      return found.has("summary") && run.test(found);
    } catch (IOException notYet) {
      return false;
    }
  }

  /** How many runs its page lists as finished. */
  int finishedRuns() throws Exception {
    try {
      return Collections.frequency(
          JSON.readTree(get("/api/runs")).findValuesAsText("state"), "finished");
    } catch (IOException notYet) {
      return 0;
    }
  }

  /**
   * What its page answers.
   *
   * @throws IOException also if it has none yet
   */
  String get(String path) throws Exception {
    Matcher page = PAGE.matcher(process.said());
    if (!page.find()) {
      throw new IOException("there is no page yet");
    }
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(page.group() + path)).build();
    return client.send(request, BodyHandlers.ofString()).body();
  }

  @Override
  public void close() {
    process.close();
  }
}
