package doublegrok.task;

import java.util.Arrays;

/**
 * Eigenvalues of a symmetric matrix and their vectors, by rotations until nothing is left beside
 * the diagonal (Jacobi 1846).
 *
 * @param values ascending; not copied
 * @param vectors a unit vector in each row, in the order of the values; not copied
 */
@SuppressWarnings("ArrayRecordComponent")
public record Eigenvectors(double[] values, double[][] vectors) {
  private static final int SWEEPS = 60;

  /**
   * Those of a matrix.
   *
   * @param symmetric [n, n]
   */
  public static Eigenvectors of(double[][] symmetric) {
    int size = symmetric.length;
    double[][] matrix = Arrays.stream(symmetric).map(double[]::clone).toArray(double[][]::new);
    double[][] columns = new double[size][size]; // row i has component i of all eigenvectors
    for (int i = 0; i < size; i++) {
      columns[i][i] = 1;
    }
    for (int sweep = 0; sweep < SWEEPS; sweep++) {
      for (int one = 0; one < size; one++) {
        for (int other = one + 1; other < size; other++) {
          if (matrix[one][other] != 0) {
            rotate(matrix, columns, one, other);
          }
        }
      }
    }
    Integer[] order = new Integer[size];
    Arrays.setAll(order, i -> i);
    Arrays.sort(order, (one, other) -> Double.compare(matrix[one][one], matrix[other][other]));
    return new Eigenvectors(
        Arrays.stream(order).mapToDouble(i -> matrix[i][i]).toArray(),
        Arrays.stream(order).map(i -> column(columns, i)).toArray(double[][]::new));
  }

  private static double[] column(double[][] matrix, int column) {
    return Arrays.stream(matrix).mapToDouble(row -> row[column]).toArray();
  }

  private static void rotate(double[][] matrix, double[][] columns, int one, int other) {
    double half = (matrix[other][other] - matrix[one][one]) / (2 * matrix[one][other]);
    double tangent = (half < 0 ? -1 : 1) / (Math.abs(half) + Math.sqrt(half * half + 1));
    double cosine = 1 / Math.sqrt(tangent * tangent + 1);
    double sine = tangent * cosine;
    for (double[] row : matrix) {
      turn(row, one, other, cosine, sine);
    }
    double[] upper = matrix[one].clone();
    double[] lower = matrix[other].clone();
    for (int column = 0; column < matrix.length; column++) {
      matrix[one][column] = cosine * upper[column] - sine * lower[column];
      matrix[other][column] = sine * upper[column] + cosine * lower[column];
    }
    matrix[one][other] = 0;
    matrix[other][one] = 0;
    for (double[] row : columns) {
      turn(row, one, other, cosine, sine);
    }
  }

  private static void turn(double[] row, int one, int other, double cosine, double sine) {
    double before = row[one];
    row[one] = cosine * before - sine * row[other];
    row[other] = sine * before + cosine * row[other];
  }
}
