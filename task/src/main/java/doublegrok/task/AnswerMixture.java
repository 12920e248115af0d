package doublegrok.task;

import java.util.Arrays;

/**
 * Mixture of solvers that is nearest to a model's answers: the shares that maximise their
 * likelihood, see {@link Mixture}. All answers must be {@link #possible}.
 *
 * @param shares of the solvers, which sum to 1, [solvers]; NaN if an answer is no number
 * @param distance of the answers from the mixture, the mean divergence in nats
 */
@SuppressWarnings("ArrayRecordComponent")
public record AnswerMixture(double[] shares, double distance) {
  private static final double GUESSED = 0.02;

  /**
   * The nearest mixture.
   *
   * @param said what a model answers, [questions, words], of at least one question
   * @param known what each solver answers, [questions, solvers, words]
   */
  public static AnswerMixture of(double[][] said, double[][][] known) {
    int words = said[0].length;
    double[] masses = new double[said.length * words];
    double[][] probabilities = new double[masses.length][known[0].length];
    double negativeEntropy = 0;
    for (int at = 0; at < masses.length; at++) {
      int word = at % words;
      double[][] solvers = known[at / words];
      for (int solver = 0; solver < solvers.length; solver++) {
        probabilities[at][solver] = solvers[solver][word];
      }
      masses[at] = said[at / words][word] / said.length;
      negativeEntropy += masses[at] * Math.log(said[at / words][word]);
    }
    Mixture.Point best = new Mixture(probabilities, masses).best();
    double distance = negativeEntropy - best.logLikelihood();
    if (Double.isNaN(distance)) {
      double[] unknown = new double[known[0].length];
      Arrays.fill(unknown, Double.NaN);
      return new AnswerMixture(unknown, distance);
    }
    return new AnswerMixture(best.weights(), distance);
  }

  /** Probabilities of which a fiftieth is a guess, so that no answer is impossible. */
  public static double[] possible(double[] answers) {
    double[] possible = new double[answers.length];
    for (int answer = 0; answer < answers.length; answer++) {
      possible[answer] = possible(answers[answer], answers.length);
    }
    return possible;
  }

  /** A probability of which a fiftieth is a guess among so many answers. */
  public static double possible(double answer, int answers) {
    return (1 - GUESSED) * answer + GUESSED / answers;
  }

  /** Kullback-Leibler divergence of a model's answer from another, in nats. */
  public static double divergence(double[] said, double[] other) {
    double sum = 0;
    for (int answer = 0; answer < said.length; answer++) {
      sum += said[answer] * Math.log(said[answer] / other[answer]);
    }
    return sum;
  }
}
