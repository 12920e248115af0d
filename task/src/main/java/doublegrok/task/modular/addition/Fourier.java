package doublegrok.task.modular.addition;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Fourier analysis on the numbers modulo an odd p; frequencies are 1 .. (p - 1) / 2. */
final class Fourier {
  private Fourier() {}

  /** Cosine and sine of frequency k at t: of 2 pi k t / p, exact for large k t, too. */
  static double cos(int frequency, int t, int modulus) {
    return StrictMath.cos(2 * Math.PI * Math.floorMod(frequency * t, modulus) / modulus);
  }

  static double sin(int frequency, int t, int modulus) {
    return StrictMath.sin(2 * Math.PI * Math.floorMod(frequency * t, modulus) / modulus);
  }

  /**
   * Norm of each frequency's cosine and sine component, of unit vectors along the rows; the phase
   * does not matter.
   *
   * @param matrix [p, columns]; rows from p on are left out
   */
  static double[] norms(double[][] matrix, int modulus) {
    return Arrays.stream(powers(matrix, modulus))
        .mapToDouble(row -> Math.sqrt(Arrays.stream(row).sum()))
        .toArray();
  }

  /** Squares of the same norms in each column, [frequencies, columns]. */
  private static double[][] powers(double[][] matrix, int modulus) {
    int columns = matrix[0].length;
    double[][] powers = new double[(modulus - 1) / 2][columns];
    for (int frequency = 1; frequency <= powers.length; frequency++) {
      double[] cosines = new double[columns];
      double[] sines = new double[columns];
      for (int t = 0; t < modulus; t++) {
        double cos = cos(frequency, t, modulus);
        double sin = sin(frequency, t, modulus);
        for (int column = 0; column < columns; column++) {
          cosines[column] += cos * matrix[t][column];
          sines[column] += sin * matrix[t][column];
        }
      }
      for (int column = 0; column < columns; column++) {
        powers[frequency - 1][column] =
            (cosines[column] * cosines[column] + sines[column] * sines[column]) * 2 / modulus;
      }
    }
    return powers;
  }

  /** The frequencies whose norm is more than a share of the largest. */
  static List<Integer> above(double share, double[] norms) {
    double largest = Arrays.stream(norms).max().orElseThrow();
    List<Integer> frequencies = new ArrayList<>();
    for (int at = 0; at < norms.length; at++) {
      if (norms[at] > share * largest) {
        frequencies.add(at + 1);
      }
    }
    return List.copyOf(frequencies);
  }

  /**
   * The Gini coefficient (Hurley and Rickard 2009): 0 of equal values, 1 - 1/n of a single one that
   * is not 0.
   */
  static double gini(double[] values) {
    double[] sorted = Arrays.stream(values).map(Math::abs).sorted().toArray();
    int n = sorted.length;
    double sum = 0;
    double weighted = 0;
    for (int i = 0; i < n; i++) {
      sum += sorted[i];
      weighted += (i + 1) * sorted[i];
    }
    return 2 * weighted / (n * sum) - (n + 1.0) / n;
  }

  /**
   * Mean over columns of how much of a column's power is in one frequency: the inverse
   * participation ratio of the powers, from 1 / frequencies to 1 (Doshi et al. 2023, arXiv
   * 2310.13061).
   *
   * @param matrix [p, columns]
   */
  static double participation(double[][] matrix, int modulus) {
    double[][] powers = powers(matrix, modulus);
    double sum = 0;
    for (int column = 0; column < matrix[0].length; column++) {
      double power = 0;
      double squares = 0;
      for (double[] row : powers) {
        power += row[column];
        squares += row[column] * row[column];
      }
      sum += squares / (power * power);
    }
    return sum / matrix[0].length;
  }
}
