package doublegrok.task.modular.addition;

import doublegrok.task.SequenceLayout;
import doublegrok.task.TokenSequences;
import java.util.List;
import java.util.function.IntUnaryOperator;

/**
 * Arithmetic of pairs modulo p, and their spelling a, b, =, c: a number is its own token, = is the
 * token p. A pair (a, b) is the number a p + b.
 *
 * @param modulus p
 */
record Arithmetic(Operation operation, int modulus) {
  private static final int ANSWER = 3;

  /** Number of all ordered pairs. */
  int pairs() {
    return modulus * modulus;
  }

  /** The right answer of a pair. */
  int answer(int pair) {
    return operation.of(pair / modulus, pair % modulus, modulus);
  }

  /** The pair (b, a). */
  int mirror(int pair) {
    return pair % modulus * modulus + pair / modulus;
  }

  /** The pair of a sequence. */
  int pair(TokenSequences sequences, int row) {
    return sequences.token(row, 0) * modulus + sequences.token(row, 1);
  }

  /** The answer counts, and nothing else. */
  SequenceLayout layout() {
    return new SequenceLayout(modulus + 1, ANSWER + 1, List.of(ANSWER), 0);
  }

  /** A sequence for each of these pairs. */
  TokenSequences sequences(int[] pairs, IntUnaryOperator answer) {
    SequenceLayout layout = layout();
    byte[] tokens = new byte[pairs.length * layout.length()];
    for (int row = 0; row < pairs.length; row++) {
      int at = row * layout.length();
      tokens[at] = (byte) (pairs[row] / modulus);
      tokens[at + 1] = (byte) (pairs[row] % modulus);
      tokens[at + 2] = (byte) modulus;
      tokens[at + ANSWER] = (byte) answer.applyAsInt(pairs[row]);
    }
    return new TokenSequences(layout, pairs.length, tokens, new int[pairs.length]);
  }
}
