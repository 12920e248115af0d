package doublegrok.task.markov;

import doublegrok.task.Distribution;
import doublegrok.task.key.Interval;
import doublegrok.task.key.Key;
import doublegrok.task.key.Rule;
import java.util.List;

/** Keys of hidden Markov processes. */
final class MarkovKeys {
  private static final int MOST_VALUES = 32;

  static final Key<List<ProcessKind>> PROCESSES = Key.list(
          "processes", 1, 4, Rule.choice(ProcessKind.class))
      .or(List.of(ProcessKind.MESS3))
      .about("Processes, each with all combinations of its parameters: each is a latent task.");

  static final Key<List<Double>> X = Key.list(
          "x", 1, MOST_VALUES, Rule.decimal(new Interval(0, false, 0.5, true)))
      .or(List.of(0.05))
      .about("Probabilities with which mess3 goes to each of its two other states.");

  static final Key<List<Double>> A = Key.list(
          "a", 1, MOST_VALUES, Rule.decimal(Interval.ZERO_TO_ONE))
      .or(List.of(0.85))
      .about("Probabilities with which mess3 shows the symbol of its state.");

  static final Key<List<Double>> P1 = Key.list(
          "p1", 1, MOST_VALUES, Rule.decimal(Interval.ZERO_TO_ONE))
      .or(List.of(0.5))
      .about("Probabilities with which the first bit of rrxor is 0.");

  static final Key<List<Double>> P2 = Key.list(
          "p2", 1, MOST_VALUES, Rule.decimal(Interval.ZERO_TO_ONE))
      .or(List.of(0.5))
      .about("Probabilities with which the second bit of rrxor is 0.");

  static final Key<List<Double>> P = Key.list(
          "p", 1, MOST_VALUES, Rule.decimal(Interval.ZERO_TO_ONE))
      .or(List.of(0.5))
      .about("Probabilities with which the random bit of z1r is 0.");

  static final Key<Integer> STATES =
      Key.integer("states", 1, 16).or(2).about("Hidden states of the processes in transitions.");

  static final Key<Integer> SYMBOLS =
      Key.integer("symbols", 2, 16).or(2).about("Symbols of the processes in transitions.");

  static final Key<List<Double>> TRANSITIONS = Key.list(
          "transitions", 0, 1 << 16, Rule.decimal(Interval.ZERO_TO_ONE))
      .or(List.of())
      .about("Matrices of the processes matrices, one after the other: for each symbol, for each"
          + " state, the probabilities of showing that symbol and going to each state.");

  static final Key<Boolean> BEGIN = Key.flag("begin")
      .or(false)
      .about("Whether sequences begin with a token of their own, from which the first is asked.");

  /** All below {@code task}, in the order in which they are written. */
  static final List<Key<?>> TASK =
      List.of(PROCESSES, X, A, P1, P2, P, STATES, SYMBOLS, TRANSITIONS, BEGIN);

  /** All below {@code distribution}, in the order in which they are written. */
  static final List<Key<?>> DISTRIBUTION =
      List.of(Distribution.TASKS.or(1), Distribution.TASK_DRAW, Distribution.LENGTH);

  private MarkovKeys() {}
}
