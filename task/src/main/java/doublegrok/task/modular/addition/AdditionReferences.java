package doublegrok.task.modular.addition;

import doublegrok.task.Reference;
import doublegrok.task.Reference.Skill;
import doublegrok.task.ReferencePredictors;
import doublegrok.task.Sequences;
import doublegrok.task.TokenSequences;
import java.util.Arrays;
import java.util.List;

/** References of arithmetic on pairs, from the one that computes to the one that guesses. */
final class AdditionReferences implements ReferencePredictors {
  /** The operation itself. */
  static final Reference EXACT = new Reference("exact", Skill.GENERAL, true, 6);

  /** The table, and for a pair that is not in it its mirror (b, a). */
  static final Reference MIRROR_TABLE = new Reference("mirror-table", Skill.TASKS, false, 5);

  /** The pairs that are trained on, with their answers as they are trained. */
  static final Reference TABLE = new Reference("table", Skill.EXAMPLES, true, 4);

  /** Every number alike. */
  static final Reference UNIFORM = new Reference("uniform", Skill.GUESS, false, 1);

  private static final List<Reference> ALL = List.of(EXACT, MIRROR_TABLE, TABLE, UNIFORM);

  private final Arithmetic arithmetic;
  private final PairSplit split;
  private final double labelNoise;

  /**
   * The references of a distribution.
   *
   * @param labelNoise probability with which a label is a uniform draw: what computes an answer
   *     expects it
   */
  AdditionReferences(Arithmetic arithmetic, PairSplit split, double labelNoise) {
    this.arithmetic = arithmetic;
    this.split = split;
    this.labelNoise = labelNoise;
  }

  /** Every reference, in the order in which they are told. */
  static List<Reference> all() {
    return ALL;
  }

  @Override
  public List<Reference> references() {
    return ALL;
  }

  @Override
  public void predict(Sequences sequences, int row, double[] predictions) {
    if (!sequences.layout().equals(arithmetic.layout())) {
      throw new IllegalArgumentException("layout must be " + arithmetic.layout() + ", was "
          + sequences.layout() + ": give a layout of this family");
    }
    int pair = arithmetic.pair(TokenSequences.of(sequences), row);
    int outputs = arithmetic.modulus() + 1;
    for (Reference reference : ALL) {
      int from = ALL.indexOf(reference) * outputs;
      Arrays.fill(predictions, from, from + outputs, 0);
      if (reference.equals(EXACT)) {
        computed(arithmetic.answer(pair), predictions, from);
      } else if (!reference.equals(UNIFORM) && split.isTrained(pair)) {
        predictions[from + split.label(pair)] = 1;
      } else if (reference.equals(MIRROR_TABLE) && split.isTrained(arithmetic.mirror(pair))) {
        computed(split.label(arithmetic.mirror(pair)), predictions, from);
      } else {
        Arrays.fill(predictions, from, from + arithmetic.modulus(), 1.0 / arithmetic.modulus());
      }
    }
  }

  private void computed(int answer, double[] predictions, int from) {
    int modulus = arithmetic.modulus();
    Arrays.fill(predictions, from, from + modulus, labelNoise / modulus);
    predictions[from + answer] += 1 - labelNoise;
  }
}
