package doublegrok.task.regression;

import doublegrok.task.random.CounterRandom;
import doublegrok.task.random.RandomStream;

/**
 * Orthonormal axes along which inputs are independent.
 *
 * @param basis a unit vector in each column, [dimension, dimension]; empty for the coordinates
 *     themselves; not copied
 */
@SuppressWarnings("ArrayRecordComponent")
record Axes(double[][] basis) {
  private static final Axes COORDINATES = new Axes(new double[0][]);

  static Axes coordinates() {
    return COORDINATES;
  }

  /** Uniformly random ones: normal numbers, made orthogonal in their order (Gram and Schmidt). */
  static Axes random(int dimension, long seed) {
    CounterRandom numbers = new CounterRandom(seed, RandomStream.AXES, 0);
    double[][] columns = new double[dimension][dimension];
    for (int axis = 0; axis < dimension; axis++) {
      double[] column = columns[axis];
      for (int i = 0; i < dimension; i++) {
        column[i] = numbers.nextGaussian();
      }
      for (int pass = 0; pass < 2; pass++) { // the second takes away what rounding left
        for (int before = 0; before < axis; before++) {
          double shadow = Vectors.dot(column, columns[before]);
          for (int i = 0; i < dimension; i++) {
            column[i] -= shadow * columns[before][i];
          }
        }
      }
      double length = Math.sqrt(Vectors.dot(column, column));
      for (int i = 0; i < dimension; i++) {
        column[i] /= length;
      }
    }
    return new Axes(Vectors.transposed(columns));
  }

  /** The components of a vector along the axes. */
  double[] along(double[] vector) {
    return basis.length == 0 ? vector : Vectors.times(Vectors.transposed(basis), vector);
  }

  /** The vector stretched along each axis, by a symmetric map. */
  double[] stretched(double[] vector, double[] factors) {
    double[] along = along(vector).clone();
    for (int axis = 0; axis < along.length; axis++) {
      along[axis] *= factors[axis];
    }
    return basis.length == 0 ? along : Vectors.times(basis, along);
  }
}
