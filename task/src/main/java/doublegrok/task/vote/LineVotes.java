package doublegrok.task.vote;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Votes of the examples on the query's line through the origin: where the query is c times an
 * input, for the answer c z. It is ratio in a context whose labels may contradict one another. An
 * example at zero has no ratio; without any other all answers are alike.
 */
final class LineVotes {
  private final int vocabulary;
  private final List<int[]> inputs = new ArrayList<>();
  private final List<Integer> answers = new ArrayList<>();

  LineVotes(int vocabulary) {
    this.vocabulary = vocabulary;
  }

  /** Forgets all examples: another sequence begins. */
  void begin() {
    inputs.clear();
    answers.clear();
  }

  /** The next example of the sequence. */
  void observe(int[] input, int answer) {
    inputs.add(input.clone());
    answers.add(answer);
  }

  /** The share of each answer. */
  double[] answers(int[] query) {
    double[] shares = new double[vocabulary];
    int voting = 0;
    for (int example = 0; example < inputs.size(); example++) {
      int factor = factor(inputs.get(example), query);
      if (factor >= 0) {
        shares[factor * answers.get(example) % vocabulary]++;
        voting++;
      }
    }
    for (int answer = 0; answer < vocabulary; answer++) {
      shares[answer] = voting == 0 ? 1.0 / vocabulary : shares[answer] / voting;
    }
    return shares;
  }

  /** By what an input is to be multiplied to be the query; -1 if it is no multiple. */
  private int factor(int[] input, int[] query) {
    if (Arrays.stream(input).allMatch(digit -> digit == 0)) {
      return -1;
    }
    for (int factor = 0; factor < vocabulary; factor++) {
      boolean same = true;
      for (int digit = 0; digit < input.length; digit++) {
        same &= factor * input[digit] % vocabulary == query[digit];
      }
      if (same) {
        return factor;
      }
    }
    return -1;
  }
}
