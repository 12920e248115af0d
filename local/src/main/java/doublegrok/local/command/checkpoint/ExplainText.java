package doublegrok.local.command.checkpoint;

import doublegrok.explain.effect.Effect;
import doublegrok.explain.effect.PairedAccuracy;
import doublegrok.explain.effect.SetEffect;
import doublegrok.explain.effect.ShareEffect;
import doublegrok.local.command.checkpoint.CoefficientComparison.CoefficientEffect;
import java.util.List;
import java.util.Locale;

/** Tables of effects for a person. */
final class ExplainText {
  private static final String SET = "  %-19s %-16s %-29s %-13s %s";

  private final StringBuilder text = new StringBuilder();

  private ExplainText() {}

  static String of(Explained explained) {
    ExplainText text = new ExplainText();
    ExplainPlan plan = explained.plan();
    text.line(
        "run %s, %s: forked from step %d, trained to step %d",
        plan.run(), explained.occasion().title(), plan.from().getStep(), plan.until());
    explained.continuation().ifPresent(each -> text.line("%s", each.sentence()));
    explained.compared().forEach(text::compared);
    text.line(
        "effects are of the named run less its twin %s, on the twin's questions, with 95 %%"
            + " intervals of these",
        plan.twin().name());
    return text.text.toString();
  }

  private void compared(Compared each) {
    line("");
    line("%s (%s)", each.title(), each.run());
    if (!each.failure().isEmpty()) {
      line("  not compared: %s", each.failure());
      return;
    }
    if (each.sameWeights()) {
      line("  the twin's own weights: every effect is 0 exactly");
      return;
    }
    line(SET, "set", "accuracy", "effect", "gained/lost", "effect on the loss");
    each.sets().forEach((set, effect) -> set(name(each, set), effect));
    if (!each.otherQuestions().isEmpty()) {
      line("  * its own questions here are others, and some of the twin's may be trained on");
    }
    if (!each.shares().isEmpty()) {
      line("  %-36s %s", "spectrum", "effect");
    }
    for (ShareEffect share : each.shares()) {
      String change = change(share.twin(), share.twin() + share.effect().value());
      line("  %-19s %-16s %s", share.references(), change, effect(share.effect()));
    }
    if (!each.coefficients().isEmpty()) {
      line("  %-36s %s", "learning coefficient", "effect");
    }
    for (CoefficientEffect coefficient : each.coefficients()) {
      Effect effect = coefficient.effect();
      line(
          "  %-19s %-16s %+.1f [%+.1f, %+.1f]",
          coefficient.label(),
          String.format(
              Locale.ROOT, "%.1f -> %.1f", coefficient.twin(), coefficient.twin() + effect.value()),
          effect.value(),
          effect.low(),
          effect.high());
    }
  }

  private static String name(Compared each, String set) {
    return each.otherQuestions().contains(set) ? set + " *" : set;
  }

  private void set(String set, SetEffect effect) {
    String loss = effect(effect.loss());
    if (effect.lastShot().isEmpty()) {
      line(SET, set, "-", "-", "-", loss);
      return;
    }
    PairedAccuracy accuracy = effect.lastShot().get();
    line(
        SET,
        set,
        change(accuracy.twin(), accuracy.changed()),
        effect(accuracy.effect()),
        accuracy.gained() + "/" + accuracy.lost(),
        loss);
  }

  private static String change(double from, double to) {
    return String.format(Locale.ROOT, "%.3f -> %.3f", from, to);
  }

  /** For example {@code -0.120 [-0.155, -0.087]}. */
  private static String effect(Effect effect) {
    return String.format(
        Locale.ROOT, "%+.3f [%+.3f, %+.3f]", effect.value(), effect.low(), effect.high());
  }

  private void line(String format, Object... values) {
    String written = String.format(Locale.ROOT, format, values).stripTrailing();
    text.append(written).append(System.lineSeparator());
  }

  /** The plan, before anything is trained. */
  static List<String> of(ExplainPlan plan) {
    return plan.forks().stream()
        .map(fork -> "  %s: %s".formatted(fork.name(), fork.title()))
        .toList();
  }
}
