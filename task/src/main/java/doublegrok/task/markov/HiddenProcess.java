package doublegrok.task.markov;

import doublegrok.task.LinearEquations;
import doublegrok.task.random.CounterRandom;
import java.util.Arrays;

/**
 * Process that shows a symbol at each step and moves between hidden states.
 *
 * @param name for a person
 * @param transitions probability of showing a symbol and going to a state, [symbols, from, to]
 * @param stationary probability of each state after endless steps
 */
@SuppressWarnings("ArrayRecordComponent")
record HiddenProcess(String name, double[][][] transitions, double[] stationary) {
  private static final double ROUNDING = 1e-9;

  /**
   * The process of these matrices.
   *
   * @param key of the run spec that gives them
   * @throws IllegalArgumentException if a row is no distribution, or a state is not reached
   */
  static HiddenProcess of(String key, String name, double[][][] transitions) {
    int states = transitions[0].length;
    for (int from = 0; from < states; from++) {
      double sum = 0;
      for (double[][] symbol : transitions) {
        sum += Arrays.stream(symbol[from]).sum();
      }
      if (Math.abs(sum - 1) > ROUNDING) {
        throw new IllegalArgumentException(("task.%s must sum to 1 over symbols and next states,"
                + " those of %s from state %d sum to %s: divide them by their sum")
            .formatted(key, name, from, sum));
      }
    }
    requireConnected(key, name, transitions);
    return new HiddenProcess(name, transitions, stationary(transitions));
  }

  private static void requireConnected(String key, String name, double[][][] transitions) {
    int states = transitions[0].length;
    boolean[][] reaches = new boolean[states][states];
    for (int from = 0; from < states; from++) {
      reaches[from][from] = true;
      for (int to = 0; to < states; to++) {
        for (double[][] symbol : transitions) {
          reaches[from][to] |= symbol[from][to] > 0;
        }
      }
    }
    for (int by = 0; by < states; by++) {
      for (int from = 0; from < states; from++) {
        for (int to = 0; to < states; to++) {
          reaches[from][to] |= reaches[from][by] && reaches[by][to];
        }
      }
    }
    for (int from = 0; from < states; from++) {
      for (int to = 0; to < states; to++) {
        if (!reaches[from][to]) {
          throw new IllegalArgumentException(("task.%s must lead from every state to every other,"
                  + " as only an ergodic process has one stationary state; those of %s do not lead"
                  + " from %d to %d: give such a way some probability, or leave the state out")
              .formatted(key, name, from, to));
        }
      }
    }
  }

  /** Solves pi = pi M with a sum of 1. */
  private static double[] stationary(double[][][] transitions) {
    int states = transitions[0].length;
    double[][] matrix = new double[states][states];
    for (int to = 0; to < states - 1; to++) {
      matrix[to][to] = -1;
      for (int from = 0; from < states; from++) {
        for (double[][] symbol : transitions) {
          matrix[to][from] += symbol[from][to];
        }
      }
    }
    Arrays.fill(matrix[states - 1], 1);
    double[] right = new double[states];
    right[states - 1] = 1;
    return LinearEquations.solved(matrix, right);
  }

  int symbols() {
    return transitions.length;
  }

  int states() {
    return stationary.length;
  }

  /** A state as the process has it after endless steps. */
  int start(CounterRandom numbers) {
    double left = numbers.nextDouble();
    int state = 0;
    while (state < states() - 1 && left >= stationary[state]) {
      left -= stationary[state++];
    }
    return state;
  }

  /** A step from a state: symbol x states + next state. */
  int step(int from, CounterRandom numbers) {
    double left = numbers.nextDouble();
    int last = 0;
    for (int symbol = 0; symbol < symbols(); symbol++) {
      for (int to = 0; to < states(); to++) {
        double probability = transitions[symbol][from][to];
        if (probability > 0) {
          last = symbol * states() + to;
          if (left < probability) {
            return last;
          }
          left -= probability;
        }
      }
    }
    return last; // the row sums to a hair less than 1
  }
}
