package doublegrok.local.terminal;

import doublegrok.task.Score;
import doublegrok.viewer.view.RunState;
import doublegrok.viewer.view.RunSummary;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A run's standing in words, bars and numbers: one line, or a few with sparklines. */
final class StatusText {
  static final Duration STALLED_AFTER = Duration.ofSeconds(30);

  private static final int SPARKLINE = 32;
  private static final int BAR = 24;
  private static final double LONG_WAIT_SECONDS = 1;

  private StatusText() {}

  /** What is known on one line; before the first step and the first evaluation that is little. */
  static String line(RunSummary summary, long lastStep, String pace) {
    double loss = summary.measures().loss();
    String accuracies = summary.accuracies().entrySet().stream()
        .map(StatusText::accuracy)
        .collect(Collectors.joining("  "));
    return Stream.of(
            "step %d/%d".formatted(summary.step(), lastStep),
            Double.isNaN(loss) ? "" : format("loss %.3f", loss),
            accuracies,
            pace,
            summary.phase(),
            summary.state() == RunState.RUNNING ? "" : summary.state().label())
        .filter(part -> !part.isEmpty())
        .collect(Collectors.joining("  "));
  }

  /**
   * The same over several lines, with the past.
   *
   * @param still since when no step was seen
   */
  static List<String> lines(
      RunSummary summary, long lastStep, String pace, Past past, Duration still) {
    List<String> lines = new ArrayList<>();
    lines.add("%s  %s  %s"
        .formatted(summary.run(), summary.state().label(), summary.phase())
        .strip());
    lines.add("step %d/%d %s %s"
        .formatted(summary.step(), lastStep, bar(summary.step(), lastStep), pace)
        .strip());
    double loss = summary.measures().loss();
    if (!Double.isNaN(loss)) {
      String tokens = format("  %.0f tokens/s", summary.measures().tokensPerSecond());
      lines.add(row("loss", format("%7.3f", loss), past.loss(SPARKLINE)) + tokens + lag(summary));
    }
    summary
        .accuracies()
        .forEach(
            (set, accuracy) -> lines.add(row(set, number(accuracy), past.score(set, SPARKLINE))));
    warnings(summary, still).forEach(warning -> lines.add("! " + warning));
    return lines;
  }

  /** What a person should look at. */
  static List<String> warnings(RunSummary summary, Duration still) {
    List<String> warnings = new ArrayList<>();
    if (summary.state() == RunState.FAILED) {
      warnings.add("the run has failed; the events tell why");
    } else if (summary.state() == RunState.RUNNING && still.compareTo(STALLED_AFTER) >= 0) {
      warnings.add("no step for %d:%02d; is its trainer running?"
          .formatted(still.toMinutes(), still.toSecondsPart()));
    }
    if (summary.step() > 0 && !Double.isFinite(summary.measures().loss())) {
      warnings.add("the loss is no number");
    }
    double wait = summary.measures().waitSeconds();
    if (wait >= LONG_WAIT_SECONDS) {
      warnings.add(format("the last step waited %.1f s for its batch", wait));
    }
    return warnings;
  }

  private static String lag(RunSummary summary) {
    OptionalLong checkpoint = summary.lastCheckpointStep();
    long behind = checkpoint.orElse(0) - summary.evaluatedStep().orElse(0);
    return behind > 0 ? "  evaluation %d steps behind".formatted(behind) : "";
  }

  private static String row(String name, String value, String sparkline) {
    return "  %-18s %s  %-32s".formatted(name, value, sparkline);
  }

  private static String bar(long step, long lastStep) {
    int full = (int) Math.min(BAR, BAR * step / Math.max(1, lastStep));
    return "█".repeat(full) + "░".repeat(BAR - full);
  }

  private static String accuracy(Map.Entry<String, Score> set) {
    Score score = set.getValue();
    return score.hasAnswers()
        ? format("%s %.2f", set.getKey(), score.accuracy())
        : format("%s %.3g", set.getKey(), score.meanLoss());
  }

  /** In seven places. */
  private static String number(Score score) {
    return score.hasAnswers()
        ? format("%6.1f%%", 100 * score.accuracy())
        : format("%7.3g", score.meanLoss());
  }

  private static String format(String form, Object... values) {
    return String.format(Locale.ROOT, form, values);
  }
}
