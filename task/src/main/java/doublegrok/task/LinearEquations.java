package doublegrok.task;

/** Solver of small systems of linear equations by Gauss elimination with pivots. */
public final class LinearEquations {
  private LinearEquations() {}

  /**
   * The solution, whatever it is along directions that the matrix does not tell.
   *
   * @param matrix [n, n]; overwritten
   * @param right [n]; overwritten
   */
  public static double[] solved(double[][] matrix, double[] right) {
    int size = right.length;
    for (int column = 0; column < size; column++) {
      int pivot = column;
      for (int row = column + 1; row < size; row++) {
        pivot = Math.abs(matrix[row][column]) > Math.abs(matrix[pivot][column]) ? row : pivot;
      }
      double[] swapped = matrix[column];
      matrix[column] = matrix[pivot];
      matrix[pivot] = swapped;
      double moved = right[column];
      right[column] = right[pivot];
      right[pivot] = moved;
      for (int row = column + 1; row < size; row++) {
        double factor = matrix[row][column] / matrix[column][column];
        for (int place = column; place < size; place++) {
          matrix[row][place] -= factor * matrix[column][place];
        }
        right[row] -= factor * right[column];
      }
    }
    for (int row = size - 1; row >= 0; row--) {
      for (int place = row + 1; place < size; place++) {
        right[row] -= matrix[row][place] * right[place];
      }
      right[row] /= matrix[row][row];
    }
    return right;
  }
}
