package doublegrok.task;

import java.util.Locale;

/**
 * Algorithm that a model may be running, which it is compared with.
 *
 * @param label name in topics, metrics and charts
 * @param skill what it has learned
 * @param best whether nothing with this skill predicts better
 * @param colour place in the palette of charts, from 1 to 6; 0 is grey
 * @param alike likeness to another, from 0 to 1, above which queries cannot tell the two apart; the
 *     higher of two counts
 */
public record Reference(String label, Skill skill, boolean best, int colour, double alike) {
  private static final double ALIKE = 0.95;

  /** Skill that an algorithm has learned; each includes those before it. */
  public enum Skill {
    /** Nothing but what stands in the context. */
    GUESS,
    /** The examples that are trained on. */
    EXAMPLES,
    /** The tasks that are trained. */
    TASKS,
    /** The family: it solves tasks that are never trained. */
    GENERAL;

    /** The word for programs. */
    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** One whose predictions are sure enough to be told from others by their usual likeness, .95. */
  public Reference(String label, Skill skill, boolean best, int colour) {
    this(label, skill, best, colour, ALIKE);
  }

  public Reference {
    EvaluationSet.requireColour(colour, label);
    if (label.isBlank() || label.indexOf('|') >= 0) {
      throw new IllegalArgumentException(
          "a reference's label must be a word without '|', was '" + label + "'");
    }
  }
}
