package doublegrok.model;

import java.util.List;

/**
 * Sequences of equal length, of which some positions are answers.
 *
 * @param sequences how many
 * @param length tokens of each
 * @param tokens row-major [sequences, length], one unsigned byte each; not copied, so nobody
 *     writes to it
 * @param answerPositions ascending, in 1 .. length - 1: the token at position a is predicted from
 *     those before it, and only these carry loss
 */
@SuppressWarnings("ArrayRecordComponent") // a list would box every token
public record TokenBlock(int sequences, int length, byte[] tokens, List<Integer> answerPositions) {
  /** Checks everything that does not depend on the model. */
  public TokenBlock {
    answerPositions = List.copyOf(answerPositions);
    if (sequences < 1 || length < 2) {
      throw new IllegalArgumentException(
          "a block needs at least 1 sequence of 2 tokens, was %d of %d"
              .formatted(sequences, length));
    }
    if (tokens.length != (long) sequences * length) {
      throw new IllegalArgumentException(
          "a block of %d sequences of %d tokens needs %d bytes, was given %d"
              .formatted(sequences, length, (long) sequences * length, tokens.length));
    }
    if (answerPositions.isEmpty()) {
      throw new IllegalArgumentException("a block needs at least one answer position, had none");
    }
    int previous = 0;
    for (int position : answerPositions) {
      if (position <= previous || position >= length) {
        throw new IllegalArgumentException(
            "answer positions must ascend in 1..%d (position 0 has nothing before it), were %s"
                .formatted(length - 1, answerPositions));
      }
      previous = position;
    }
  }

  /** Tokens that the model is shown: those before the last answer. */
  int seen() {
    return answerPositions.get(answerPositions.size() - 1);
  }

  /** Row-major [sequences, seen + 1]: everything after the last answer left out. */
  byte[] usedTokens() {
    int used = seen() + 1;
    if (used == length) {
      return tokens;
    }
    byte[] cut = new byte[sequences * used];
    for (int row = 0; row < sequences; row++) {
      System.arraycopy(tokens, row * length, cut, row * used, used);
    }
    return cut;
  }
}
