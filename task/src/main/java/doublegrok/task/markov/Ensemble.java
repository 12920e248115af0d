package doublegrok.task.markov;

import java.util.Arrays;
import java.util.List;

/**
 * Mixture of processes, of which one shows all of a sequence. Its weights are those of each state
 * of each process, together with the probability of what was shown.
 *
 * @param members each as likely at first
 * @param symbols of all of them
 */
record Ensemble(List<HiddenProcess> members, int symbols) {
  /** Number of weights: the states of all members. */
  int states() {
    return members.stream().mapToInt(HiddenProcess::states).sum();
  }

  /** The weights before any symbol. */
  double[] initial() {
    double[] weights = new double[states()];
    int at = 0;
    for (HiddenProcess member : members) {
      for (double each : member.stationary()) {
        weights[at++] = each / members.size();
      }
    }
    return weights;
  }

  /** The weights after one symbol more; their sum is the probability of all. */
  double[] after(double[] weights, int symbol) {
    double[] after = new double[weights.length];
    int begin = 0;
    for (HiddenProcess member : members) {
      int states = member.states();
      for (int from = 0; from < states && symbol < member.symbols(); from++) {
        double weight = weights[begin + from];
        double[] row = member.transitions()[symbol][from];
        for (int to = 0; to < states; to++) {
          after[begin + to] += weight * row[to];
        }
      }
      begin += states;
    }
    return after;
  }

  /** The belief: the weights over their sum, or all 0 where that was impossible. */
  static double[] belief(double[] weights) {
    double sum = sum(weights);
    return sum > 0 ? Arrays.stream(weights).map(each -> each / sum).toArray() : weights;
  }

  static double sum(double[] weights) {
    double sum = 0;
    for (double weight : weights) {
      sum += weight;
    }
    return sum;
  }

  /** The probability of each symbol, [symbols]; alike after what no member can show. */
  double[] next(double[] weights) {
    double[] next = new double[symbols];
    double sum = sum(weights);
    int begin = 0;
    for (HiddenProcess member : members) {
      for (int symbol = 0; symbol < member.symbols(); symbol++) {
        for (int from = 0; from < member.states(); from++) {
          next[symbol] += weights[begin + from] * sum(member.transitions()[symbol][from]);
        }
      }
      begin += member.states();
    }
    for (int symbol = 0; symbol < symbols; symbol++) {
      next[symbol] = sum > 0 ? next[symbol] / sum : 1.0 / symbols;
    }
    return next;
  }
}
