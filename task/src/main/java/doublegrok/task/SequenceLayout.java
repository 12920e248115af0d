package doublegrok.task;

import java.util.List;

/**
 * Layout of a sequence: where its answers stand. The token at a counted position is predicted from
 * the positions before it; a vector of reals is compared with the output at its own position.
 *
 * @param form what a position holds
 * @param length positions in a sequence, at least 1, of tokens at least 2
 * @param answerPositions positions that count, ascending; of tokens each at least 1. Answer i is
 *     the answer after i shots unless {@code firstShot} says otherwise
 * @param weights weight in the loss of each counted position, none negative, some above 0; empty if
 *     all are 1
 * @param firstShot shots before the first listed answer
 */
public record SequenceLayout(
    SequenceForm form,
    int length,
    List<Integer> answerPositions,
    List<Float> weights,
    int firstShot) {
  public SequenceLayout {
    answerPositions = List.copyOf(answerPositions);
    requirePositions(form, length, answerPositions);
    requireWeights(weights, answerPositions.size());
    weights = weights.stream().allMatch(weight -> weight == 1) ? List.of() : List.copyOf(weights);
  }

  /** A layout whose counted positions all have weight 1. */
  public SequenceLayout(
      SequenceForm form, int length, List<Integer> answerPositions, int firstShot) {
    this(form, length, answerPositions, List.of(), firstShot);
  }

  /** A layout of tokens whose counted positions all have weight 1. */
  public SequenceLayout(int vocabulary, int length, List<Integer> answerPositions, int firstShot) {
    this(new SequenceForm.Tokens(vocabulary), length, answerPositions, firstShot);
  }

  /**
   * Token identifiers are 0 .. vocabulary - 1.
   *
   * @throws IllegalArgumentException in a layout of reals
   */
  public int vocabulary() {
    return tokens().vocabulary();
  }

  /**
   * The form, which is one of tokens.
   *
   * @throws IllegalArgumentException in a layout of reals
   */
  public SequenceForm.Tokens tokens() {
    if (form instanceof SequenceForm.Tokens tokens) {
      return tokens;
    }
    throw new IllegalArgumentException(
        "only sequences of tokens have a vocabulary, these are " + form);
  }

  /** Weight in the loss of a counted position, by its number from 0. */
  public double weight(int answer) {
    return weights.isEmpty() ? 1 : weights.get(answer);
  }

  /** The last counted position: what comes after it no model needs to see. */
  public int lastAnswer() {
    return answerPositions.get(answerPositions.size() - 1);
  }

  private static void requirePositions(SequenceForm form, int length, List<Integer> positions) {
    boolean tokens = form instanceof SequenceForm.Tokens;
    int shortest = tokens ? 2 : 1;
    if (length < shortest) {
      throw new IllegalArgumentException("a block needs at least 1 sequence of %d %s, these have %d"
          .formatted(shortest, tokens ? "tokens" : "position", length));
    }
    if (positions.isEmpty()) {
      throw new IllegalArgumentException("a block needs at least one answer position, had none");
    }
    int previous = tokens ? 0 : -1;
    for (int position : positions) {
      if (position <= previous || position >= length) {
        throw new IllegalArgumentException("answer positions must ascend in %d..%d%s, were %s"
            .formatted(
                tokens ? 1 : 0,
                length - 1,
                tokens ? " (position 0 has nothing before it)" : "",
                positions));
      }
      previous = position;
    }
  }

  private static void requireWeights(List<Float> weights, int positions) {
    boolean sound = weights.stream().allMatch(weight -> weight >= 0 && Float.isFinite(weight));
    double sum = weights.stream().mapToDouble(Float::doubleValue).sum();
    if (!weights.isEmpty() && (weights.size() != positions || !sound || !(sum > 0))) {
      throw new IllegalArgumentException(("weights must be finite, at least 0, not all 0, and %d as"
              + " are the answer positions, were %s")
          .formatted(positions, weights));
    }
  }
}
