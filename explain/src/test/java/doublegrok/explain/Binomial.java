package doublegrok.explain;

import java.util.Arrays;
import java.util.Random;

/** Draws from a binomial distribution, by the inverse of its distribution function. */
final class Binomial {
  private final double[] cumulated;
  private final Random random;

  Binomial(int draws, double rate, Random random) {
    this.random = random;
    this.cumulated = new double[draws + 1];
    double logOdds = Math.log(rate) - Math.log(1 - rate);
    double logProbability = draws * Math.log(1 - rate);
    double sum = 0;
    for (int successes = 0; successes <= draws; successes++) {
      sum += Math.exp(logProbability);
      cumulated[successes] = sum;
      logProbability += Math.log((draws - successes) / (successes + 1.0)) + logOdds;
    }
  }

  int next() {
    int found = Arrays.binarySearch(cumulated, random.nextDouble());
    return Math.min(found < 0 ? -found - 1 : found, cumulated.length - 1);
  }
}
