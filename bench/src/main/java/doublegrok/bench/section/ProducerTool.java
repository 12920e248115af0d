package doublegrok.bench.section;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * Kafka's own measure of a producer, org.apache.kafka.tools.ProducerPerformance, in a process of
 * its own.
 *
 * @param java command line of a Java, up to the class to be run
 * @param directory for what it says
 */
record ProducerTool(List<String> java, Path directory) {
  static final String MAIN = "org.apache.kafka.tools.ProducerPerformance";
  private static final Pattern SPEED = Pattern.compile("records sent, ([0-9.]+) records/sec");
  private static final int PATIENCE_MINUTES = 5;

  /**
   * Records a second, as it says at its end.
   *
   * @param settings of the producer
   * @param arguments further ones of the tool
   */
  double recordsPerSecond(
      String topic, int records, int bytes, Map<String, String> settings, List<String> arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(java);
    command.addAll(List.of("--topic", topic));
    command.addAll(List.of("--num-records", Integer.toString(records)));
    command.addAll(List.of("--record-size", Integer.toString(bytes)));
    command.addAll(List.of("--throughput", "-1"));
    command.addAll(arguments);
    command.add("--command-property");
    settings.forEach((key, value) -> command.add(key + "=" + value));
    Path said = Files.createTempFile(directory, "producer", ".txt");
    Process process = new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(said.toFile())
        .start();
    try {
      if (!process.waitFor(PATIENCE_MINUTES, TimeUnit.MINUTES)) {
        throw new IllegalStateException(MAIN + " took over " + PATIENCE_MINUTES + " minutes");
      }
    } finally {
      process.destroyForcibly();
    }
    return last(Files.readString(said));
  }

  /** The last speed that a text tells: those before it are of its parts. */
  static double last(String text) {
    List<MatchResult> found = SPEED.matcher(text).results().toList();
    if (found.isEmpty()) {
      throw new IllegalStateException(MAIN + " told no speed; it said: " + text.strip());
    }
    return Double.parseDouble(found.get(found.size() - 1).group(1));
  }
}
