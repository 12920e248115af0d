package doublegrok.task.language;

import java.util.Arrays;

/**
 * Mixture of solvers that is nearest to a model's answers: the shares that maximise their
 * likelihood, by expectation maximisation.
 *
 * @param shares of the solvers, which sum to 1, [solvers]; NaN if an answer is no number
 * @param distance of the answers from the mixture, the mean divergence in nats
 */
@SuppressWarnings("ArrayRecordComponent")
record AnswerMixture(double[] shares, double distance) {
  private static final int ITERATIONS = 4000;
  private static final double STILL = 1e-6;
  private static final double GUESSED = 0.02;

  /**
   * The nearest mixture. A fiftieth of every answer is taken as a guess: none is impossible.
   *
   * @param model what a model answers, [questions, words]
   * @param solvers what each solver answers, [questions, solvers, words]
   */
  static AnswerMixture of(double[][] model, double[][][] solvers) {
    double[][] said = possible(model);
    double[][][] known =
        Arrays.stream(solvers).map(AnswerMixture::possible).toArray(double[][][]::new);
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
      double[] mixed = mixed(known[question], shares);
      for (int word = 0; word < mixed.length; word++) {
        distance +=
            said[question][word] * Math.log(said[question][word] / mixed[word]) / said.length;
      }
    }
    return new AnswerMixture(shares, distance);
  }

  private static double[] better(double[][] said, double[][][] known, double[] shares) {
    double[] next = new double[shares.length];
    for (int question = 0; question < said.length; question++) {
      double[] mixed = mixed(known[question], shares);
      for (int solver = 0; solver < shares.length; solver++) {
        for (int word = 0; word < mixed.length; word++) {
          next[solver] += shares[solver]
              * said[question][word]
              * known[question][solver][word]
              / mixed[word]
              / said.length;
        }
      }
    }
    return next;
  }

  private static double[] mixed(double[][] known, double[] shares) {
    double[] mixed = new double[known[0].length];
    for (int solver = 0; solver < shares.length; solver++) {
      for (int word = 0; word < mixed.length; word++) {
        mixed[word] += shares[solver] * known[solver][word];
      }
    }
    return mixed;
  }

  private static double[][] possible(double[][] answers) {
    return Arrays.stream(answers)
        .map(each -> Arrays.stream(each)
            .map(share -> (1 - GUESSED) * share + GUESSED / each.length)
            .toArray())
        .toArray(double[][]::new);
  }
}
