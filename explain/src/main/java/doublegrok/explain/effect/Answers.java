package doublegrok.explain.effect;

/**
 * A model's answers to the questions of a set, one by one.
 *
 * @param perSequence answers of a sequence, at least 1
 * @param right whether each is right, [sequence, answer]; empty where no answer is right or wrong
 * @param losses of each, [sequence, answer]
 */
@SuppressWarnings("ArrayRecordComponent")
public record Answers(int perSequence, boolean[] right, double[] losses) {
  public Answers {
    if (losses.length % perSequence != 0 || (right.length > 0 && right.length != losses.length)) {
      throw new IllegalArgumentException(
          "there must be as many answers as losses, %d for each sequence, were %d and %d"
              .formatted(perSequence, right.length, losses.length));
    }
    right = right.clone();
    losses = losses.clone();
  }

  /** Whether answers are right or wrong. */
  public boolean areRightOrWrong() {
    return right.length > 0;
  }

  /** Number of sequences. */
  public int sequences() {
    return losses.length / perSequence;
  }

  /** The answers at the most shots alone. */
  Answers last() {
    boolean[] lastRight = new boolean[right.length / perSequence];
    double[] lastLosses = new double[sequences()];
    for (int sequence = 0; sequence < lastLosses.length; sequence++) {
      int at = (sequence + 1) * perSequence - 1;
      lastLosses[sequence] = losses[at];
      if (areRightOrWrong()) {
        lastRight[sequence] = right[at];
      }
    }
    return new Answers(1, lastRight, lastLosses);
  }

  /** Mean loss of a sequence's answers, [sequence]. */
  double[] sequenceLosses() {
    double[] means = new double[sequences()];
    for (int at = 0; at < losses.length; at++) {
      means[at / perSequence] += losses[at] / perSequence;
    }
    return means;
  }
}
