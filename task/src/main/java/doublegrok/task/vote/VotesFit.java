package doublegrok.task.vote;

import java.util.List;

/**
 * Weight of a vote that comes nearest to a model's answers.
 *
 * @param eta from 0 to {@link #MOST}, which stands for infinity; NaN if the answers are no numbers
 * @param distance of the answers from it, the mean in nats
 */
record VotesFit(double eta, double distance) {
  /** From here on the tasks with most votes have it all. */
  static final double MOST = 6;

  private static final double STEP = 0.25;
  private static final double GOLDEN = (Math.sqrt(5) - 1) / 2;
  private static final double EXACT = 1e-3;

  /** The best on a grid, and then between its neighbours. */
  static VotesFit of(List<AskedVotes> asked) {
    SearchDistance search = new SearchDistance(asked);
    double best = Double.NaN;
    double least = Double.POSITIVE_INFINITY;
    for (int place = 0; place * STEP < MOST; place++) {
      double distance = search.at(place * STEP);
      if (distance < least) {
        best = place * STEP;
        least = distance;
      }
    }
    double formula = search.at(Double.POSITIVE_INFINITY);
    if (Double.isNaN(formula) || asked.isEmpty()) {
      return new VotesFit(Double.NaN, Double.NaN);
    }
    if (formula <= least) {
      return new VotesFit(MOST, formula);
    }
    double low = Math.max(0, best - STEP);
    double high = best + STEP;
    while (high - low > EXACT) {
      double left = high - GOLDEN * (high - low);
      double right = low + GOLDEN * (high - low);
      if (search.at(left) < search.at(right)) {
        high = right;
      } else {
        low = left;
      }
    }
    double eta = (low + high) / 2;
    return new VotesFit(eta, search.at(eta));
  }

  /** Mean distance of the answers from a solver's. */
  static double distance(List<AskedVotes> asked, Solver solver, double eta) {
    double sum = 0;
    for (AskedVotes each : asked) {
      sum += each.distance(each.answers(solver, eta));
    }
    return sum / asked.size();
  }
}
