package doublegrok.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import doublegrok.log.KafkaSettings;
import doublegrok.log.TopicAdmin;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The program in a process of its own: a demo, a sweep or a broker, watched from outside as a
 * person would, by what it says, its page and its Kafka.
 */
final class Program implements AutoCloseable {
  private static final String RUN = "demo";
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

  /** A broker in a directory of its own. */
  static Program broker(Setting setting, Path directory) throws IOException {
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
    Matcher page = PAGE.matcher(process.said());
    if (!page.find()) {
      return false;
    }
    URI history = URI.create(page.group() + "/api/runs/" + RUN);
    HttpRequest request = HttpRequest.newBuilder(history).build();
    try {
      JsonNode found =
          JSON.readTree(client.send(request, BodyHandlers.ofString()).body());
      return found.has("summary") && run.test(found);
    } catch (IOException notYet) {
      return false;
    }
  }

  @Override
  public void close() {
    process.close();
  }
}
