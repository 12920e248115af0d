package doublegrok.task;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Kind of evaluation sequences that a family has: of which latent tasks, and of which inputs.
 *
 * @param label name in topics, metrics and charts, for example {@code id-test}
 * @param tasks whether they are trained
 * @param inputs whether they are trained on
 * @param shift what else differs from training, if anything does
 * @param colour place in the palette of charts, from 1 to 6; 0 is grey
 */
public record EvaluationSet(
    String label, Tasks tasks, Inputs inputs, Optional<Shift> shift, int colour) {
  private static final Pattern LABEL = Pattern.compile("[a-z0-9][a-z0-9.-]{0,63}");
  private static final int COLOURS = 6;

  public EvaluationSet {
    if (!LABEL.matcher(label).matches()) {
      throw new IllegalArgumentException("a set's label must be up to 64 small letters, digits,"
          + " dots and hyphens, as id-test, was '" + label + "'");
    }
    requireColour(colour, label);
  }

  /** A set that differs from training in its tasks and inputs alone. */
  public EvaluationSet(String label, Tasks tasks, Inputs inputs, int colour) {
    this(label, tasks, inputs, Optional.empty(), colour);
  }

  /** Latent tasks, by when they are trained. */
  public enum Tasks {
    /** In the current distribution. */
    NOW,
    /** Before a swap and not since. */
    FORMERLY,
    NEVER;

    /** The word for programs. */
    public String label() {
      return word(this);
    }
  }

  /** Inputs, by whether the tasks are trained on them. */
  public enum Inputs {
    TRAINED,
    HELD_OUT,
    /** Of a family, or of tasks, whose inputs are not split. */
    ANY;

    /** The word for programs. */
    public String label() {
      return word(this);
    }
  }

  /**
   * Difference from training on one axis more.
   *
   * @param axis what differs, for example {@code input scale}
   * @param level by how much, for example {@code x2}
   */
  public record Shift(String axis, String level) {
    /** Axis and level. */
    public String words() {
      return axis + " " + level;
    }
  }

  /** The least skill with which a model solves the set. */
  public Reference.Skill asks() {
    if (tasks != Tasks.NOW) {
      return Reference.Skill.GENERAL;
    }
    return inputs == Inputs.TRAINED ? Reference.Skill.EXAMPLES : Reference.Skill.TASKS;
  }

  /** Whether it tells how far a model generalises: what it was trained on formerly does not. */
  public boolean tellsGeneralisation() {
    return tasks != Tasks.FORMERLY && shift.isEmpty();
  }

  /** How far it is from what is trained, among the sets that tell it: 0 for that itself. */
  public int reach() {
    return (tasks == Tasks.NOW ? 0 : 2) + (inputs == Inputs.TRAINED ? 0 : 1);
  }

  /** Whether charts dash its line, which says "held-out inputs" without colour. */
  public boolean dashed() {
    return inputs == Inputs.HELD_OUT;
  }

  static void requireColour(int colour, String label) {
    if (colour < 0 || colour > COLOURS) {
      throw new IllegalArgumentException(
          "the colour of %s must be 0..%d, was %d".formatted(label, COLOURS, colour));
    }
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
