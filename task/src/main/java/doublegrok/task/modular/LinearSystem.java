package doublegrok.task.modular;

import java.util.Arrays;

/**
 * The posterior over all linear functions mod p if no answer is noisy. The examples are equations
 * w.x = z, kept in echelon form: the answer to an input in their span is determined, and any other
 * has all answers alike. So has every input if the equations contradict each other.
 */
final class LinearSystem implements ReferencePredictor {
  private final int modulus;
  private final int variables;
  private final int[] inverses;
  private final int[][] rows; // by the column of their first coordinate, which is 1: [x, z]
  private final boolean[] present;
  private final int[] work;
  private boolean contradictory;

  LinearSystem(int modulus, int variables) {
    this.modulus = modulus;
    this.variables = variables;
    this.inverses = Modulus.inverses(modulus);
    this.rows = new int[variables][variables + 1];
    this.present = new boolean[variables];
    this.work = new int[variables + 1];
  }

  @Override
  public void begin() {
    Arrays.fill(present, false);
    contradictory = false;
  }

  @Override
  public void predict(int[] input, double[] into, int offset) {
    boolean determined = !contradictory && reduce(input, 0) == variables;
    Arrays.fill(into, offset, offset + modulus, determined ? 0 : 1.0 / modulus);
    if (determined) {
      into[offset + (modulus - work[variables]) % modulus] = 1;
    }
  }

  @Override
  public void observe(int[] input, int answer) {
    int column = reduce(input, answer);
    if (column == variables) {
      contradictory |= work[variables] != 0;
      return;
    }
    int inverse = inverses[work[column]];
    for (int i = 0; i <= variables; i++) {
      rows[column][i] = work[i] * inverse % modulus;
    }
    present[column] = true;
  }

  /**
   * Subtracts multiples of the rows from [input, answer] until a coordinate is left that no row
   * begins with.
   *
   * @return that coordinate's column, or the number of variables if the input is in the span
   */
  private int reduce(int[] input, int answer) {
    System.arraycopy(input, 0, work, 0, variables);
    work[variables] = answer;
    for (int column = 0; column < variables; column++) {
      int factor = modulus - work[column];
      if (factor == modulus) {
        continue;
      }
      if (!present[column]) {
        return column;
      }
      for (int i = column; i <= variables; i++) {
        work[i] = (work[i] + factor * rows[column][i]) % modulus;
      }
    }
    return variables;
  }
}
