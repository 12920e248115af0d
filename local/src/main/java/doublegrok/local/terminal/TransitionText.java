package doublegrok.local.terminal;

import doublegrok.explain.Completion;
import doublegrok.explain.DoubleGrokking;
import doublegrok.task.EvaluationSet;
import doublegrok.task.Transition;
import doublegrok.viewer.view.Explanation;
import doublegrok.viewer.view.RunHistory;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/** Words for where the transitions of a run set in, where they were completed, and for the gap. */
final class TransitionText {
  private TransitionText() {}

  /** A line for each transition that the run's sets can show, and one for the gap. */
  static String of(RunHistory history) {
    Explanation known = history.summary().explanation();
    List<Transition> shown = history.labels().sets().stream()
        .filter(EvaluationSet::tellsGeneralisation)
        .filter(set -> isAnswered(history, set))
        .map(Transition::gain)
        .distinct()
        .toList();
    StringBuilder text = new StringBuilder();
    for (Transition each : shown) {
      text.append("  %-18s %s, %s%n"
          .formatted(each.phase(), onset(history.onset(each)), completion(known, each)));
    }
    if (shown.containsAll(DoubleGrokking.bounds())) {
      text.append("double-grokking gap: %s%n".formatted(gap(known)));
    }
    return text.toString();
  }

  /** For example {@code completed at step 672 (650 to 700)}. */
  static String of(Completion completion) {
    return String.format(
        Locale.ROOT,
        "completed at step %.0f (%d to %d)",
        completion.step(),
        completion.after(),
        completion.by());
  }

  private static boolean isAnswered(RunHistory history, EvaluationSet set) {
    return history.evaluations().getOrDefault(set.label(), List.of()).stream()
        .anyMatch(point -> point.lastShot().hasAnswers());
  }

  private static String onset(OptionalLong step) {
    return step.isPresent() ? "onset by step " + step.getAsLong() : "no onset";
  }

  private static String completion(Explanation known, Transition transition) {
    return known.completions().containsKey(transition)
        ? of(known.completions().get(transition))
        : "not completed";
  }

  private static String gap(Explanation known) {
    OptionalDouble decades = known.doubleGrokkingGap();
    if (decades.isPresent()) {
      return String.format(
          Locale.ROOT, "%.2f decades of steps between the completions", decades.getAsDouble());
    }
    String missing = DoubleGrokking.bounds().stream()
        .filter(each -> !known.completions().containsKey(each))
        .map(Transition::phase)
        .collect(Collectors.joining(" and of "));
    return "none without the completion of " + missing;
  }
}
