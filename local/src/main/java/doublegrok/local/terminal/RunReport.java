package doublegrok.local.terminal;

import doublegrok.viewer.view.RunHistory;
import doublegrok.viewer.view.RunSummary;
import java.nio.file.Path;
import java.util.Locale;

/** The summary at a run's end. */
public final class RunReport {
  private RunReport() {}

  /** The same, and where the data lie. */
  public static String of(RunHistory history, Path directory) {
    return of(history) + String.format("data in %s%n", directory);
  }

  /**
   * Furthest and last phase, accuracies with their 95 % intervals, transitions and their gap, and
   * what was lost since its peak.
   */
  public static String of(RunHistory history) {
    RunSummary summary = history.summary();
    StringBuilder text = new StringBuilder();
    text.append(String.format(
        Locale.ROOT,
        "run %s: %s at step %d%n",
        summary.run(),
        summary.state().label(),
        summary.step()));
    if (!summary.phase().isEmpty()) {
      text.append("phase reached: %s; at the end: %s%n"
          .formatted(history.furthestPhase().label(), summary.phase()));
    }
    summary.accuracies().forEach((set, accuracy) -> text.append(RunTable.set(set, accuracy)));
    text.append(TransitionText.of(history));
    text.append(FadeText.of(summary.explanation()));
    return text.toString();
  }
}
