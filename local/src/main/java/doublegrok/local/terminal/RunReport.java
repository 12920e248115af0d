package doublegrok.local.terminal;

import doublegrok.evaluator.view.Accuracy;
import doublegrok.evaluator.view.RunSummary;
import java.nio.file.Path;
import java.util.Locale;

/** The summary at a run's end. */
public final class RunReport {
  private RunReport() {}

  /** Phase, accuracies with their 95 % intervals, and where the data lie. */
  public static String of(RunSummary summary, Path directory) {
    StringBuilder text = new StringBuilder();
    text.append(String.format(
        Locale.ROOT,
        "run %s: %s at step %d, phase reached: %s%n",
        summary.run(),
        summary.state().label(),
        summary.step(),
        summary.phase()));
    summary.accuracies().forEach((set, accuracy) -> text.append(line(set, accuracy)));
    text.append(String.format("data in %s%n", directory));
    return text.toString();
  }

  private static String line(String set, Accuracy accuracy) {
    return String.format(
        Locale.ROOT,
        "  %-18s %.3f  [%.3f, %.3f]  %d of %d last-shot queries%n",
        set,
        accuracy.value(),
        accuracy.low(),
        accuracy.high(),
        accuracy.correct(),
        accuracy.total());
  }
}
