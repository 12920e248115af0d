package doublegrok.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Kafka's own measure of a producer, in a process of its own. */
final class ProducerTool {
  private static final String MAIN = "org.apache.kafka.tools.ProducerPerformance";
  private static final Pattern SPEED = Pattern.compile("records sent, ([0-9.]+) records/sec");
  private static final int PATIENCE_MINUTES = 5;

  private ProducerTool() {}

  /**
   * Records a second, as it says at its end.
   *
   * @param said file for what it says
   */
  static double recordsPerSecond(List<String> arguments, Path said)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(Setting.java(MAIN));
    command.addAll(arguments);
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
