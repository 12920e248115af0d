package doublegrok.task.modular.addition;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Fourier analysis on the numbers modulo an odd p; frequencies are 1 .. (p - 1) / 2. */
final class Fourier {
  private final double[] cosines;
  private final double[] sines;

  /** That modulo p. */
  Fourier(int modulus) {
    cosines = new double[modulus];
    sines = new double[modulus];
    for (int t = 0; t < modulus; t++) {
      cosines[t] = StrictMath.cos(2 * Math.PI * t / modulus);
      sines[t] = StrictMath.sin(2 * Math.PI * t / modulus);
    }
  }

  /** The p. */
  int modulus() {
    return cosines.length;
  }

  /** How many frequencies there are. */
  int frequencies() {
    return (cosines.length - 1) / 2;
  }

  /** Cosine of frequency k at t: of 2 pi k t / p. */
  double cos(int frequency, int t) {
    return cosines[Math.floorMod(frequency * t, cosines.length)];
  }

  /** Sine of frequency k at t. */
  double sin(int frequency, int t) {
    return sines[Math.floorMod(frequency * t, sines.length)];
  }

  /** Sum of squares of the values' components along cosine and sine, each of norm sqrt(p / 2). */
  double power(double[] values, int frequency) {
    double cosine = 0;
    double sine = 0;
    for (int t = 0; t < cosines.length; t++) {
      cosine += values[t] * cos(frequency, t);
      sine += values[t] * sin(frequency, t);
    }
    return cosine * cosine + sine * sine;
  }

  /**
   * Norm of each frequency's cosine and sine component, of unit vectors along the rows; the phase
   * does not matter.
   *
   * @param matrix [p, columns]; rows from p on are left out
   */
  double[] norms(double[][] matrix) {
    return Arrays.stream(powers(matrix))
        .mapToDouble(row -> Math.sqrt(Arrays.stream(row).sum()))
        .toArray();
  }

  /** Squares of the same norms in each column, [frequencies, columns]. */
  private double[][] powers(double[][] matrix) {
    double[][] powers = new double[frequencies()][matrix[0].length];
    double[] values = new double[cosines.length];
    for (int each = 0; each < matrix[0].length; each++) {
      int column = each;
      Arrays.setAll(values, t -> matrix[t][column]);
      for (int frequency = 1; frequency <= powers.length; frequency++) {
        powers[frequency - 1][column] = power(values, frequency) * 2 / values.length;
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
  double participation(double[][] matrix) {
    double[][] powers = powers(matrix);
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
