package doublegrok.evaluator.work;

/** From logits to probabilities. */
final class Softmax {
  private Softmax() {}

  /**
   * The probabilities of one prediction; all NaN if a logit is.
   *
   * @param probabilities takes one for each token of the model
   * @param logits holds theirs from {@code from} on
   * @return the most probable token, the smallest of several
   */
  static int into(double[] probabilities, float[] logits, int from) {
    int best = 0;
    for (int token = 1; token < probabilities.length; token++) {
      best = logits[from + token] > logits[from + best] ? token : best;
    }
    double sum = 0;
    for (int token = 0; token < probabilities.length; token++) {
      probabilities[token] = Math.exp((double) logits[from + token] - logits[from + best]);
      sum += probabilities[token];
    }
    for (int token = 0; token < probabilities.length; token++) {
      probabilities[token] /= sum;
    }
    return best;
  }

  /**
   * The cross-entropy of the truth, in nats, exact also where its probability is no longer.
   *
   * @param best the most probable token
   * @param bestProbability its probability
   */
  static double loss(float[] logits, int from, int best, int truth, double bestProbability) {
    return (double) logits[from + best] - logits[from + truth] - Math.log(bestProbability);
  }
}
