package doublegrok.local.family;

import doublegrok.task.Sequences;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Hidden Markov processes of which some are trained, behind a beginning. */
final class HiddenMarkovIT extends FamilyContract {
  private static final double[] X = {0.05, 0.2};
  private static final double[] A = {0.85, 0.6};
  private static final int BEGIN = 3;

  @Override
  List<String> keys() {
    return List.of(
        "task.family=hidden-markov",
        "task.processes=[mess3]",
        "task.x=[0.05, 0.2]",
        "task.a=[0.85, 0.6]",
        "task.begin=true",
        "distribution.tasks=2",
        "distribution.length=7",
        "swaps=[{at_batch: 30, set: {distribution.tasks: 3}}]");
  }

  @Override
  Object question(Sequences sequences, int row, int answer) {
    List<Integer> before = new ArrayList<>();
    for (int position = 0; position <= answer; position++) {
      before.add(Tokens.at(sequences, row, position));
    }
    return before;
  }

  /** By the paths of all processes through their states. */
  @Override
  Optional<Double> exactly(Sequences sequences, int row, int answer) {
    double before = 0;
    double with = 0;
    for (double x : X) {
      for (double a : A) {
        for (int state = 0; state < BEGIN; state++) {
          before += paths(sequences, row, answer, state, x, a);
          with += paths(sequences, row, answer + 1, state, x, a);
        }
      }
    }
    return Optional.of(with / before);
  }

  /** The probability from a state on of the symbols up to a position. */
  private static double paths(
      Sequences sequences, int row, int last, int state, double x, double a) {
    return paths(sequences, row, 1, last, state, x, a);
  }

  private static double paths(
      Sequences sequences, int row, int position, int last, int state, double x, double a) {
    if (position > last) {
      return 1;
    }
    double sum = 0;
    for (int next = 0; next < BEGIN; next++) {
      double goes = next == state ? 1 - 2 * x : x;
      double shows = Tokens.at(sequences, row, position) == next ? a : (1 - a) / 2;
      sum += goes * shows * paths(sequences, row, position + 1, last, next, x, a);
    }
    return sum;
  }
}
