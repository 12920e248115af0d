package doublegrok.local.command.checkpoint;

import doublegrok.record.ReferenceLevels;
import doublegrok.task.Score;
import doublegrok.viewer.view.EvaluationPoint;
import doublegrok.viewer.view.Mixture;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** An evaluation as text for a person. */
final class EvaluationText {
  private static final double SHOWN = 0.005;
  private static final String UNKNOWN = "not known: the model's outputs are no numbers";

  private final StringBuilder text = new StringBuilder();

  private EvaluationText() {}

  static String of(Candidate candidate, Evaluated evaluated) {
    EvaluationText page = new EvaluationText();
    page.line("%s", candidate.title());
    page.accuracies(evaluated.sets());
    if (!evaluated.labels().references().isEmpty()) {
      page.attributions(evaluated);
      page.line(
          "spectrum: %s",
          evaluated
              .spectrum()
              .map(each -> mixture(each, hasAnswers(evaluated.sets())))
              .orElse(UNKNOWN));
    }
    if (!evaluated.phase().label().isEmpty()) {
      page.line("phase: %s", evaluated.phase().label());
    }
    if (!evaluated.levels().getFloors().isEmpty()) {
      page.line("floors: %s", floors(evaluated.levels(), hasAnswers(evaluated.sets())));
    }
    evaluated.probes().forEach(probe -> FindingText.lines(probe).forEach(page::whole));
    return page.text.toString();
  }

  /** Whether answers are right or wrong, and losses in nats. */
  private static boolean hasAnswers(List<EvaluationPoint> sets) {
    return sets.stream().anyMatch(set -> set.lastShot().hasAnswers());
  }

  private void accuracies(List<EvaluationPoint> sets) {
    if (!hasAnswers(sets)) {
      errors(sets);
      return;
    }
    line("  %-18s %-9s  %-14s  %-7s  %s", "set", "last shot", "95 % interval", "loss", "all shots");
    for (EvaluationPoint set : sets) {
      Score last = set.lastShot();
      line(
          "  %-18s %-9.3f  [%.3f, %.3f]  %-7.4f  %.3f",
          set.set(),
          last.accuracy(),
          last.low(),
          last.high(),
          last.meanLoss(),
          set.allShots().accuracy());
    }
  }

  /** Where no answer is right or wrong. */
  private void errors(List<EvaluationPoint> sets) {
    line("  %-18s %-20s  %-14s  %s", "set", "last, squared error", "standard error", "all");
    for (EvaluationPoint set : sets) {
      Score last = set.lastShot();
      line(
          "  %-18s %-20.4g  %-14.2g  %.4g",
          set.set(), last.meanLoss(), last.lossError(), set.allShots().meanLoss());
    }
  }

  private void attributions(Evaluated evaluated) {
    line("explained at the last shot by");
    for (EvaluationPoint set : evaluated.sets()) {
      String mixture = set.lastAttribution()
          .map(each -> mixture(each.inOrder(evaluated.labels()), hasAnswers(evaluated.sets())))
          .orElse(UNKNOWN);
      line("  %-18s %s", set.set(), mixture);
    }
  }

  private void whole(String line) {
    text.append(line).append(System.lineSeparator());
  }

  /** Leaves out what would be shown as 0.00. */
  private static String mixture(Mixture mixture, boolean answers) {
    List<String> shares = new ArrayList<>();
    for (Map.Entry<String, Double> share : mixture.shares().entrySet()) {
      if (share.getValue() >= SHOWN) {
        shares.add(String.format(Locale.ROOT, "%s %.2f", share.getKey(), share.getValue()));
      }
    }
    return String.format(
        Locale.ROOT,
        "%s; unexplained %.3f %s",
        String.join(", ", shares),
        mixture.unexplained(),
        answers ? "nats" : "of the mean square");
  }

  private static String floors(ReferenceLevels levels, boolean answers) {
    List<String> floors = new ArrayList<>();
    for (int reference = 0; reference < levels.getReferences().size(); reference++) {
      double floor = levels.getFloors().get(reference);
      if (Double.isFinite(floor)) {
        floors.add(
            String.format(Locale.ROOT, "%s %.3f", levels.getReferences().get(reference), floor));
      }
    }
    Double pressure = levels.getMemorisationPressure();
    return String.join(", ", floors)
        + (answers ? " nats a token" : " squared error")
        + (pressure == null
            ? ""
            : String.format(Locale.ROOT, "; memorisation pressure %.3f", pressure));
  }

  private void line(String format, Object... values) {
    text.append(String.format(Locale.ROOT, format, values)).append(System.lineSeparator());
  }
}
