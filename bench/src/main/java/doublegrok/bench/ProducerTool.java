package doublegrok.bench;

import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Kafka's own measure of a producer, in a process of its own. */
final class ProducerTool {
  private static final String MAIN = "org.apache.kafka.tools.ProducerPerformance";
  private static final Pattern SPEED = Pattern.compile("records sent, ([0-9.]+) records/sec");

  private ProducerTool() {}

  /**
   * Records a second, as it says at its end.
   *
   * @param directory for what it says
   */
  static double recordsPerSecond(List<String> arguments, Path directory) throws Exception {
    try (JavaProcess tool = new JavaProcess(directory, MAIN, arguments)) {
      tool.secondsUntil(tool::hasEnded);
      return last(tool.said());
    }
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
