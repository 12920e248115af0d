package doublegrok.spec;

import doublegrok.task.Distribution;
import doublegrok.task.Family;
import doublegrok.task.Selection;
import doublegrok.task.Violation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/** The section {@code distribution}: all that a swap may change. */
final class DistributionKeys {
  static final String SHOTS = "distribution.shots";
  private static final int MOST_SHOTS = 512;

  private DistributionKeys() {}

  static Distribution read(KeyReader in) {
    return new Distribution(
        in.required("distribution.tasks", Rule.integer(1, Integer.MAX_VALUE)),
        in.optional("distribution.selection", Rule.choice(Selection.class), Selection.RANDOM),
        in.optional("distribution.task_draw", Rule.integer(0, Integer.MAX_VALUE), 0),
        in.required("distribution.input_fraction", Rule.decimal(Interval.ABOVE_ZERO_TO_ONE)),
        in.required(SHOTS, Rule.integer(1, MOST_SHOTS)),
        in.optional("distribution.balanced", Rule.flag(), true),
        in.optional("distribution.collinear", Rule.decimal(Interval.ZERO_TO_ONE), 0.0),
        in.optional("distribution.label_noise", Rule.decimal(Interval.ZERO_TO_ONE), 0.0));
  }

  /** What each key must be in a run of this family whose model has this context, by key. */
  static Map<String, Rule<?>> rules(Family family, int context) {
    int shots = IntStream.rangeClosed(1, MOST_SHOTS)
        .takeWhile(each -> family.layout(each).length() <= context)
        .max()
        .orElse(1);
    return Map.of(
        "distribution.tasks",
        Rule.integer(1, family.latents()),
        "distribution.selection",
        Rule.choice(Selection.class),
        "distribution.task_draw",
        Rule.integer(0, Integer.MAX_VALUE),
        "distribution.input_fraction",
        Rule.decimal(Interval.ABOVE_ZERO_TO_ONE),
        SHOTS,
        Rule.integer(1, shots),
        "distribution.balanced",
        Rule.flag(),
        "distribution.collinear",
        Rule.decimal(Interval.ZERO_TO_ONE),
        "distribution.label_noise",
        Rule.decimal(Interval.ZERO_TO_BELOW_ONE));
  }

  static Map<String, String> texts(Distribution distribution) {
    Map<String, String> texts = new LinkedHashMap<>();
    texts.put("distribution.tasks", String.valueOf(distribution.tasks()));
    texts.put("distribution.selection", Written.label(distribution.selection()));
    texts.put("distribution.task_draw", String.valueOf(distribution.taskDraw()));
    texts.put("distribution.input_fraction", Written.decimal(distribution.inputFraction()));
    texts.put(SHOTS, String.valueOf(distribution.shots()));
    texts.put("distribution.balanced", String.valueOf(distribution.balanced()));
    texts.put("distribution.collinear", Written.decimal(distribution.collinear()));
    texts.put("distribution.label_noise", Written.decimal(distribution.labelNoise()));
    return texts;
  }

  /** Tokens of a sequence; empty if the family refuses the shots. */
  static OptionalInt tokens(Distribution distribution, Family family) {
    boolean refused =
        family.violations(distribution).stream().anyMatch(each -> each.key().equals(SHOTS));
    return refused
        ? OptionalInt.empty()
        : OptionalInt.of(family.layout(distribution.shots()).length());
  }

  /** The rules between keys that this distribution breaks, each value being within its own. */
  static List<Violation> violations(Distribution distribution, Family family, int context) {
    List<Violation> violations = new ArrayList<>(family.violations(distribution));
    OptionalInt tokens = tokens(distribution, family);
    if (tokens.orElse(0) > context) {
      violations.add(new Violation(
          SHOTS,
          SHOTS + " must fit the context: " + distribution.shots()
              + " shots are " + tokens.getAsInt() + " tokens, and model.context is " + context
              + "; lower the one or raise the other (at most " + ModelKeys.LONGEST_CONTEXT + ")"));
    }
    return violations;
  }
}
