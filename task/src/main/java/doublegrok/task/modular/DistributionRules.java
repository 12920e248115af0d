package doublegrok.task.modular;

import doublegrok.task.Distribution;
import doublegrok.task.Violation;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Collects the rules that a distribution breaks: those of every family, then a family's own. */
final class DistributionRules {
  private final Distribution distribution;
  private final List<Violation> violations = new ArrayList<>();

  /** No rule checked yet. */
  DistributionRules(Distribution distribution) {
    this.distribution = distribution;
  }

  /** The rules that every family has. */
  DistributionRules common(int latents, String latentsInWords, int inputs) {
    check(
        distribution.tasks() >= 1 && distribution.tasks() <= latents,
        "tasks",
        "1.." + latents + ", as there are " + latentsInWords + " latent tasks",
        distribution.tasks(),
        distribution.tasks() < 1 ? "ask for at least one" : "ask for fewer or raise task.modulus");
    check(
        distribution.taskDraw() >= 0,
        "task_draw",
        "at least 0",
        distribution.taskDraw(),
        "every number from 0 on is another draw");
    check(
        distribution.shots() >= 1 && distribution.shots() <= Distribution.MOST_SHOTS,
        "shots",
        "1.." + Distribution.MOST_SHOTS,
        distribution.shots(),
        "choose a number of examples in this range");
    double noise = distribution.labelNoise();
    check(
        noise >= 0 && noise < 1,
        "label_noise",
        "a probability in [0, 1)",
        noise,
        "use 0 for true answers");
    double collinear = distribution.get(ModularKeys.COLLINEAR);
    check(
        collinear >= 0 && collinear <= 1,
        "collinear",
        "a probability in [0, 1]",
        collinear,
        "use 0 for no curriculum");
    return inputFraction(inputs);
  }

  /** Checks one rule; the sentence is "KEY must be RULE, was VALUE: WAY OUT". */
  DistributionRules check(boolean kept, String key, String rule, Object value, String wayOut) {
    if (!kept) {
      String fullKey = "distribution." + key;
      violations.add(
          new Violation(fullKey, fullKey + " must be " + rule + ", was " + value + ": " + wayOut));
    }
    return this;
  }

  /** The rules broken so far. */
  List<Violation> violations() {
    return List.copyOf(violations);
  }

  private DistributionRules inputFraction(int inputs) {
    double fraction = distribution.get(ModularKeys.INPUT_FRACTION);
    boolean inRange = fraction > 0 && fraction <= 1;
    check(inRange, "input_fraction", "in (0, 1]", fraction, "use 1 to train on all inputs");
    return check(
        !inRange || InputSplit.trainCount(inputs, fraction) >= 1,
        "input_fraction",
        "large enough for one of the " + inputs + " inputs",
        fraction,
        "raise it to " + String.format(Locale.ROOT, "%.2g", 1.0 / inputs) + " or more");
  }
}
