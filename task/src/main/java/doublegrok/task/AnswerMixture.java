package doublegrok.task;

import java.util.Arrays;

/**
 * Mixture of solvers that is nearest to a model's answers: the shares that maximise their
 * likelihood, by expectation maximisation. All answers must be {@link #possible}.
 *
 * @param shares of the solvers, which sum to 1, [solvers]; NaN if an answer is no number
 * @param distance of the answers from the mixture, the mean divergence in nats
 */
@SuppressWarnings("ArrayRecordComponent")
public record AnswerMixture(double[] shares, double distance) {
  private static final int ITERATIONS = 4000;
  private static final double STILL = 1e-6;
  private static final double GUESSED = 0.02;

  /**
   * The nearest mixture.
   *
   * @param said what a model answers, [questions, words], of at least one question
   * @param known what each solver answers, [questions, solvers, words]
   */
  public static AnswerMixture of(double[][] said, double[][][] known) {
    double[] shares = new double[known[0].length];
    Arrays.fill(shares, 1.0 / shares.length);
    double moved = 1;
    for (int iteration = 0; iteration < ITERATIONS && moved > STILL; iteration++) {
      double[] next = better(said, known, shares);
      moved = 0;
      for (int solver = 0; solver < shares.length; solver++) {
        moved = Math.max(moved, Math.abs(next[solver] - shares[solver]));
      }
      shares = next;
    }
    double distance = 0;
    for (int question = 0; question < said.length; question++) {
      distance += divergence(said[question], mixed(known[question], shares)) / said.length;
    }
    return new AnswerMixture(shares, distance);
  }

  /** Probabilities of which a fiftieth is a guess, so that no answer is impossible. */
  public static double[] possible(double[] answers) {
    double[] possible = new double[answers.length];
    Arrays.setAll(possible, answer -> (1 - GUESSED) * answers[answer] + GUESSED / answers.length);
    return possible;
  }

  /** Kullback-Leibler divergence of a model's answer from another, in nats. */
  public static double divergence(double[] said, double[] other) {
    double sum = 0;
    for (int answer = 0; answer < said.length; answer++) {
      sum += said[answer] * Math.log(said[answer] / other[answer]);
    }
    return sum;
  }

  private static double[] better(double[][] said, double[][][] known, double[] shares) {
    double[] next = new double[shares.length];
    for (int question = 0; question < said.length; question++) {
      double[] mixed = mixed(known[question], shares);
      for (int solver = 0; solver < shares.length; solver++) {
        for (int answer = 0; answer < mixed.length; answer++) {
          next[solver] += shares[solver]
              * said[question][answer]
              * known[question][solver][answer]
              / mixed[answer]
              / said.length;
        }
      }
    }
    return next;
  }

  private static double[] mixed(double[][] known, double[] shares) {
    double[] mixed = new double[known[0].length];
    for (int solver = 0; solver < shares.length; solver++) {
      for (int answer = 0; answer < mixed.length; answer++) {
        mixed[answer] += shares[solver] * known[solver][answer];
      }
    }
    return mixed;
  }
}
