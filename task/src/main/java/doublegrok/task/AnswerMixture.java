package doublegrok.task;

import java.util.Arrays;

/**
 * Mixture of solvers that is nearest to a model's answers: the shares that maximise their
 * likelihood. All answers must be {@link #possible}.
 *
 * <p>It is found by sequential quadratic programming (Kim et al. 2020, "mix-SQP"), and ends where
 * no other shares could be nearer by more than {@value #NEAR} nats: the likelihood is concave, so
 * that its slopes towards the solvers bound what is left.
 *
 * @param shares of the solvers, which sum to 1, [solvers]; NaN if an answer is no number
 * @param distance of the answers from the mixture, the mean divergence in nats
 */
@SuppressWarnings("ArrayRecordComponent")
public record AnswerMixture(double[] shares, double distance) {
  private static final int ROUNDS = 100;
  private static final int MODEL_ROUNDS = 1000;
  private static final int HALVINGS = 30;
  private static final double NEAR = 1e-8;
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
    Mixed mixed = Mixed.of(said, known, shares);
    double before = Double.POSITIVE_INFINITY;
    for (int round = 0;
        round < ROUNDS && mixed.left() > NEAR && mixed.distance() < before;
        round++) {
      before = mixed.distance();
      mixed = nearer(said, known, mixed);
    }
    if (Double.isNaN(mixed.distance())) {
      Arrays.fill(shares, Double.NaN);
      return new AnswerMixture(shares, Double.NaN);
    }
    return new AnswerMixture(mixed.shares(), mixed.distance());
  }

  /** Probabilities of which a fiftieth is a guess, so that no answer is impossible. */
  public static double[] possible(double[] answers) {
    double[] possible = new double[answers.length];
    for (int answer = 0; answer < answers.length; answer++) {
      possible[answer] = (1 - GUESSED) * answers[answer] + GUESSED / answers.length;
    }
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

  /** Towards the shares that the quadratic model has for the best, as far as that is nearer. */
  private static Mixed nearer(double[][] said, double[][][] known, Mixed mixed) {
    double[] shares = mixed.shares();
    double[] towards = mixed.best();
    double length = 1;
    for (int halving = 0; halving < HALVINGS; halving++) {
      double[] further = new double[shares.length];
      for (int solver = 0; solver < shares.length; solver++) {
        further[solver] = shares[solver] + length * (towards[solver] - shares[solver]);
      }
      Mixed next = Mixed.of(said, known, further);
      if (next.distance() < mixed.distance()) {
        return next;
      }
      length /= 2;
    }
    return mixed;
  }

  /**
   * Shares, and the mean divergence of the answers from their mixture to second order.
   *
   * @param slopes down which it falls towards each solver, [solvers]
   * @param curvature its second derivatives, [solvers, solvers]
   * @param distance the divergence itself, in nats
   */
  private record Mixed(double[] shares, double[] slopes, double[][] curvature, double distance) {
    static Mixed of(double[][] said, double[][][] known, double[] shares) {
      int solvers = shares.length;
      double[] slopes = new double[solvers];
      double[][] curvature = new double[solvers][solvers];
      double distance = 0;
      double[] each = new double[solvers];
      for (int question = 0; question < said.length; question++) {
        for (int answer = 0; answer < said[question].length; answer++) {
          double mixed = 0;
          for (int solver = 0; solver < solvers; solver++) {
            each[solver] = known[question][solver][answer];
            mixed += shares[solver] * each[solver];
          }
          double weight = said[question][answer] / said.length;
          distance += weight * Math.log(said[question][answer] / mixed);
          for (int solver = 0; solver < solvers; solver++) {
            double slope = weight * each[solver] / mixed;
            slopes[solver] += slope;
            for (int other = 0; other <= solver; other++) {
              curvature[solver][other] += slope * each[other] / mixed;
            }
          }
        }
      }
      for (int solver = 0; solver < solvers; solver++) {
        for (int other = 0; other < solver; other++) {
          curvature[other][solver] = curvature[solver][other];
        }
      }
      return new Mixed(shares, slopes, curvature, distance);
    }

    /** Most nats by which other shares could be nearer; NaN if an answer is no number. */
    double left() {
      return Arrays.stream(slopes).max().orElseThrow() - mass();
    }

    /** Slope towards the shares themselves: the sum of a question's answers. */
    private double mass() {
      double mass = 0;
      for (int solver = 0; solver < shares.length; solver++) {
        mass += shares[solver] * slopes[solver];
      }
      return mass;
    }

    /**
     * The shares at which the model to second order is least, by accelerated projected gradients
     * (Beck and Teboulle 2009): solvers that answer alike stay alike.
     */
    double[] best() {
      int solvers = shares.length;
      double mass = mass();
      double steepest = 0;
      for (int solver = 0; solver < solvers; solver++) {
        steepest += curvature[solver][solver];
      }
      double[] best = shares.clone();
      double[] ahead = shares.clone();
      double momentum = 1;
      for (int round = 0; round < MODEL_ROUNDS; round++) {
        double[] next = new double[solvers];
        double further = (1 + Math.sqrt(1 + 4 * momentum * momentum)) / 2;
        for (int solver = 0; solver < solvers; solver++) {
          double slope = mass - slopes[solver];
          for (int other = 0; other < solvers; other++) {
            slope += curvature[solver][other] * (ahead[other] - shares[other]);
          }
          next[solver] = Math.max(0, ahead[solver] - slope / steepest);
        }
        for (int solver = 0; solver < solvers; solver++) {
          ahead[solver] = next[solver] + (momentum - 1) / further * (next[solver] - best[solver]);
        }
        best = next;
        momentum = further;
      }
      double sum = Arrays.stream(best).sum();
      return Arrays.stream(best).map(share -> share / sum).toArray();
    }
  }
}
