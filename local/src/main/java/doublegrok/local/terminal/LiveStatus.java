package doublegrok.local.terminal;

import doublegrok.evaluator.view.Accuracy;
import doublegrok.evaluator.view.Mark;
import doublegrok.evaluator.view.MarkKind;
import doublegrok.evaluator.view.RunSummary;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Shows where a run stands: in a terminal as one line that is written over, elsewhere as a line
 * every few seconds.
 */
public final class LiveStatus {
  private static final Duration LINE_EVERY = Duration.ofSeconds(5);
  private static final String CLEAR_LINE = "\r\u001B[2K";

  private final PrintWriter err;
  private final boolean terminal;
  private final long lastStep;
  private final Pace pace = new Pace();
  private long shownAt = System.nanoTime() - LINE_EVERY.toNanos();
  private boolean lineOpen;

  /**
   * A status.
   *
   * @param terminal whether the line can be written over
   * @param lastStep where the run will end
   */
  public LiveStatus(PrintWriter err, boolean terminal, long lastStep) {
    this.err = err;
    this.terminal = terminal;
    this.lastStep = lastStep;
  }

  /** Shows the run's standing, if it is time to. */
  public synchronized void show(RunSummary summary) {
    long now = System.nanoTime();
    pace.at(now, summary.step());
    if (terminal) {
      err.print(CLEAR_LINE + line(summary));
      err.flush();
      lineOpen = true;
    } else if (now - shownAt >= LINE_EVERY.toNanos()) {
      shownAt = now;
      err.println(line(summary));
      err.flush();
    }
  }

  /** Says that something happened, above the status. */
  public synchronized void mark(Mark mark) {
    if (mark.kind() != MarkKind.CHECKPOINT && mark.kind() != MarkKind.ACCEPTED) {
      say("%s %s".formatted(mark.kind().label(), mark.label()));
    }
  }

  /** Writes a line of its own. */
  public synchronized void say(String text) {
    err.println((lineOpen ? CLEAR_LINE : "") + text);
    err.flush();
    lineOpen = false;
  }

  /** What is known; before the first step and the first evaluation that is little. */
  private String line(RunSummary summary) {
    double loss = summary.measures().loss();
    String accuracies = summary.accuracies().entrySet().stream()
        .map(LiveStatus::accuracy)
        .collect(Collectors.joining("  "));
    return Stream.of(
            "step %d/%d".formatted(summary.step(), lastStep),
            Double.isNaN(loss) ? "" : String.format(Locale.ROOT, "loss %.3f", loss),
            accuracies,
            pace.inWords(lastStep),
            summary.phase())
        .filter(part -> !part.isEmpty())
        .collect(Collectors.joining("  "));
  }

  private static String accuracy(Map.Entry<String, Accuracy> set) {
    return String.format(Locale.ROOT, "%s %.2f", set.getKey(), set.getValue().value());
  }
}
