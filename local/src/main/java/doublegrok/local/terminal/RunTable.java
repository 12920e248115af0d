package doublegrok.local.terminal;

import doublegrok.task.Score;
import doublegrok.viewer.view.RunDetails;
import doublegrok.viewer.view.RunSummary;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Runs as text for a person. */
public final class RunTable {
  private static final String ROW = "%-24s %-9s %12s  %-20s %s%n";

  private RunTable() {}

  /** One run in detail. */
  public static String of(RunDetails details) {
    RunSummary summary = details.summary();
    StringBuilder text = new StringBuilder();
    line(text, "run", summary.run());
    line(text, "state", summary.state().label());
    line(text, "phase", summary.phase());
    line(text, "step", "%d of %d".formatted(summary.step(), summary.totalSteps()));
    line(text, "next batch", Long.toString(summary.step()));
    line(text, "distribution", "version %d".formatted(summary.distributionVersion()));
    double loss = summary.measures().loss();
    line(text, "loss", Double.isNaN(loss) ? "-" : String.format(Locale.ROOT, "%.4f", loss));
    details.checkpoint().ifPresent(each -> {
      line(text, "checkpoint", "at step %d".formatted(each.step()));
      line(text, "weights", each.weightsSha256());
      line(text, "optimizer", each.optimizerSha256());
    });
    details.computing().ifPresent(each -> line(text, "computed on", each));
    details
        .lineage()
        .forEach(
            each -> line(text, "forked from", "%s at step %d".formatted(each.run(), each.step())));
    summary.accuracies().forEach((set, accuracy) -> text.append(set(set, accuracy)));
    text.append(FadeText.of(summary.explanation()));
    return text.toString();
  }

  /** One line for each run. */
  public static String of(List<RunDetails> runs) {
    if (runs.isEmpty()) {
      return "no runs yet; 'doublegrok demo' starts one%n".formatted();
    }
    return ROW.formatted("run", "state", "step", "phase", "from")
        + runs.stream().map(RunTable::row).collect(Collectors.joining());
  }

  /** Accuracy of a set with its 95 % interval; its loss where no answer is right or wrong. */
  static String set(String set, Score score) {
    if (score.total() == 0) {
      return "  %-18s -      of no last-shot queries%n".formatted(set);
    }
    if (!score.hasAnswers()) {
      return String.format(
          Locale.ROOT,
          "  %-18s %.4g  mean squared error of %d last-shot queries%n",
          set,
          score.meanLoss(),
          score.total());
    }
    return String.format(
        Locale.ROOT,
        "  %-18s %.3f  [%.3f, %.3f]  %d of %d last-shot queries%n",
        set,
        score.accuracy(),
        score.low(),
        score.high(),
        score.correct().orElseThrow(),
        score.total());
  }

  private static String row(RunDetails details) {
    RunSummary summary = details.summary();
    String parent = details.lineage().stream()
        .findFirst()
        .map(each -> "%s at %d".formatted(each.run(), each.step()))
        .orElse("");
    return ROW.formatted(
        summary.run(),
        summary.state().label(),
        "%d/%d".formatted(summary.step(), summary.totalSteps()),
        summary.phase(),
        parent);
  }

  private static void line(StringBuilder text, String name, String value) {
    text.append("%-13s %s%n".formatted(name, value));
  }
}
