package doublegrok.task.modular;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Shares of the answers that examples give by their ratio to the query, where it is a multiple of
 * their input: ratio in a context whose labels contradict one another. An example at zero has no
 * ratio; without any other all answers are alike.
 */
final class LineVotes implements ReferencePredictor {
  private final int modulus;
  private final int[] inverses;
  private final List<int[]> inputs = new ArrayList<>();
  private final List<Integer> answers = new ArrayList<>();

  LineVotes(int modulus) {
    this.modulus = modulus;
    this.inverses = Modulus.inverses(modulus);
  }

  @Override
  public void begin() {
    inputs.clear();
    answers.clear();
  }

  @Override
  public void observe(int[] input, int answer) {
    inputs.add(input.clone());
    answers.add(answer);
  }

  @Override
  public void predict(int[] input, double[] into, int offset) {
    Arrays.fill(into, offset, offset + modulus, 0);
    int voting = 0;
    for (int example = 0; example < inputs.size(); example++) {
      int[] seen = inputs.get(example);
      int factor = factor(seen, input);
      if (factor >= 0) {
        into[offset + factor * answers.get(example) % modulus]++;
        voting++;
      }
    }
    for (int answer = offset; answer < offset + modulus; answer++) {
      into[answer] = voting == 0 ? 1.0 / modulus : into[answer] / voting;
    }
  }

  /** By what an input is to be multiplied to be the query; -1 if it is no multiple. */
  private int factor(int[] input, int[] query) {
    int first = 0;
    while (first < input.length && input[first] == 0) {
      first++;
    }
    if (first == input.length) {
      return -1;
    }
    int factor = query[first] * inverses[input[first]] % modulus;
    for (int digit = 0; digit < input.length; digit++) {
      if (factor * input[digit] % modulus != query[digit]) {
        return -1;
      }
    }
    return factor;
  }
}
