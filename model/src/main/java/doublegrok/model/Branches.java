package doublegrok.model;

import doublegrok.spec.ModelSpec;
import doublegrok.task.SequenceLayout;
import doublegrok.task.TokenSequences;
import java.util.Arrays;

/**
 * Form in which sequences of tokens that begin alike are computed: as trees, each of a stem, which
 * consecutive sequences share and which is computed once, and of the ends of these sequences.
 *
 * @param stem tokens that the sequences of a tree share, from 0
 * @param end tokens of a sequence behind its stem that a model sees, at least 1
 * @param ends sequences of a tree, at least 1
 */
public record Branches(int stem, int end, int ends) {
  /** Attention of a tree grows with its square. */
  private static final int MOST_OF_ENDS = 128;

  private static final int FEW_OUTPUTS = 1 << 20;

  /** What computes no less than this part of the tokens costs more than it saves. */
  private static final double WORTHWHILE = 0.5;

  /** Every sequence for itself. */
  static Branches none(SequenceLayout layout) {
    return new Branches(0, ModelSpec.positions(layout), 1);
  }

  /**
   * The trees of fewest tokens, of equally many sequences each, whose ends predict every answer;
   * none if these are not fewer than half of all tokens.
   */
  static Branches of(TokenSequences sequences) {
    SequenceLayout layout = sequences.layout();
    int seen = layout.lastAnswer();
    int longest = layout.answerPositions().get(0) - 1;
    int[] alike = new int[longest + 1]; // the largest equal groups that share so many tokens
    alike[0] = sequences.count();
    for (int row = 1; row < sequences.count(); row++) {
      int shared = shared(sequences, row, longest);
      if (shared < longest) {
        alike[shared + 1] = gcd(alike[shared + 1], row);
      }
    }
    Branches best = none(layout);
    double fewest = WORTHWHILE * seen;
    for (int stem = 1; stem <= longest; stem++) {
      alike[stem] = gcd(alike[stem], alike[stem - 1]);
      for (int ends = 1; ends * (seen - stem) <= MOST_OF_ENDS; ends++) {
        Branches found = new Branches(stem, seen - stem, ends);
        if (alike[stem] % ends == 0 && found.tokensOfSequence() < fewest) {
          best = found;
          fewest = found.tokensOfSequence();
        }
      }
    }
    return best;
  }

  /** Tokens of a tree that are computed. */
  int tokens() {
    return stem + ends * end;
  }

  /**
   * How many sequences are computed in one go: whole trees, at least one, that have no more tokens
   * than so many sequences have by themselves, and no more outputs unless these are few.
   */
  public int atOnce(int sequences, SequenceLayout layout) {
    int few = FEW_OUTPUTS / (layout.answerPositions().size() * layout.form().outputs());
    int byTokens = sequences * (stem + end) / tokens();
    int byOutputs = Math.max(sequences, few) / ends;
    return Math.max(1, Math.min(byTokens, byOutputs)) * ends;
  }

  /**
   * The trees, row-major [trees, tokens], a token as sequences have it.
   *
   * @throws IllegalArgumentException if the sequences are not of this form
   */
  byte[] trees(TokenSequences sequences) {
    if (sequences.count() % ends != 0) {
      throw new IllegalArgumentException(
          "trees have %d sequences each, %d are no whole trees".formatted(ends, sequences.count()));
    }
    int size = sequences.layout().tokens().tokenBytes();
    int length = sequences.layout().length() * size;
    byte[] bytes = sequences.bytes();
    byte[] trees = new byte[sequences.count() / ends * tokens() * size];
    int at = 0;
    for (int row = 0; row < sequences.count(); row++) {
      int first = row % ends == 0 ? 0 : stem * size;
      if (first > 0 && shared(sequences, row, stem) < stem) {
        throw new IllegalArgumentException(
            "sequences %d and %d must share %d tokens".formatted(row - 1, row, stem));
      }
      int count = (stem + end) * size - first;
      System.arraycopy(bytes, row * length + first, trees, at, count);
      at += count;
    }
    return trees;
  }

  /** The position in its sequence of each token of a tree. */
  long[] positions() {
    long[] positions = new long[tokens()];
    Arrays.setAll(positions, at -> at < stem ? at : stem + (at - stem) % end);
    return positions;
  }

  /** The end to which each token of a tree belongs, from 1; 0 in the stem. */
  long[] numbers() {
    long[] numbers = new long[tokens()];
    Arrays.setAll(numbers, at -> at < stem ? 0 : 1 + (at - stem) / end);
    return numbers;
  }

  /** The tokens of a tree that predict the answers of its sequences, one after the other. */
  long[] predicting(SequenceLayout layout) {
    int answers = layout.answerPositions().size();
    long[] predicting = new long[ends * answers];
    Arrays.setAll(
        predicting, at -> at / answers * end + layout.answerPositions().get(at % answers) - 1);
    return predicting;
  }

  private double tokensOfSequence() {
    return (double) tokens() / ends;
  }

  /** First tokens, at most so many, in which a sequence does not differ from the one before. */
  private static int shared(TokenSequences sequences, int row, int most) {
    int shared = 0;
    while (shared < most && sequences.token(row, shared) == sequences.token(row - 1, shared)) {
      shared++;
    }
    return shared;
  }

  private static int gcd(int a, int b) {
    return b == 0 ? a : gcd(b, a % b);
  }
}
