package doublegrok.task.regression;

import doublegrok.task.Eigenvectors;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;

/**
 * Mean spectrum of X'X / examples, X independent standard normal numbers [examples, dimension], as
 * Gauss quadrature of its exact moments: the mean over eigenvalues of a polynomial of a degree
 * below twice the number of nodes is exact (Golub and Welsch 1969).
 *
 * @param nodes eigenvalues, ascending; not copied
 * @param weights of the nodes, sum 1; not copied
 */
@SuppressWarnings("ArrayRecordComponent")
record SpectralMeasure(double[] nodes, double[] weights) {
  private static final MathContext DIGITS = new MathContext(120);

  /**
   * The measure, or all of it at 0 if there are no examples.
   *
   * @param size number of nodes
   */
  static SpectralMeasure of(int dimension, int examples, int size) {
    return examples == 0
        ? new SpectralMeasure(new double[] {0}, new double[] {1})
        : ofMoments(moments(dimension, examples, 2 * size), size);
  }

  /**
   * The nodes that remain when every eigenvalue is weighted by itself: their polynomial is
   * orthogonal to all of lower degree, and so are the best residuals of gradient descent.
   */
  static double[] weightedByItself(int dimension, int examples, int size) {
    BigDecimal[] moments = moments(dimension, examples, 2 * size + 1);
    BigDecimal[] raised = new BigDecimal[2 * size];
    Arrays.setAll(raised, power -> moments[power + 1].divide(moments[1], DIGITS));
    return ofMoments(raised, size).nodes();
  }

  /** The mean over eigenvalues. */
  double mean(DoubleUnaryOperator function) {
    double sum = 0;
    for (int node = 0; node < nodes.length; node++) {
      sum += weights[node] * function.applyAsDouble(nodes[node]);
    }
    return sum;
  }

  /** The same spectrum of inputs whose squares are larger by a factor. */
  SpectralMeasure stretched(double factor) {
    return new SpectralMeasure(Conditions.scaled(nodes, factor), weights);
  }

  /** The means of the eigenvalues' powers from 0 on. */
  private static BigDecimal[] moments(int dimension, int examples, int count) {
    WishartMoments wishart = new WishartMoments(dimension, examples);
    BigDecimal[] moments = new BigDecimal[count];
    Arrays.setAll(moments, power -> {
      BigInteger scale =
          BigInteger.valueOf(examples).pow(power).multiply(BigInteger.valueOf(dimension));
      return new BigDecimal(wishart.trace(power)).divide(new BigDecimal(scale), DIGITS);
    });
    return moments;
  }

  /** Recurrence of the orthogonal polynomials by Chebyshev's algorithm, then its eigenvalues. */
  private static SpectralMeasure ofMoments(BigDecimal[] moments, int size) {
    double[][] jacobi = new double[size][size];
    BigDecimal[] before = new BigDecimal[2 * size];
    Arrays.fill(before, BigDecimal.ZERO);
    BigDecimal[] mixed = moments;
    BigDecimal centre = moments[1].divide(moments[0], DIGITS);
    BigDecimal spread = BigDecimal.ZERO;
    jacobi[0][0] = centre.doubleValue();
    for (int row = 1; row < size; row++) {
      BigDecimal[] next = new BigDecimal[2 * size];
      for (int power = row; power < 2 * size - row; power++) {
        next[power] = mixed[power + 1]
            .subtract(centre.multiply(mixed[power], DIGITS))
            .subtract(spread.multiply(before[power], DIGITS), DIGITS);
      }
      BigDecimal ratio = mixed[row].divide(mixed[row - 1], DIGITS);
      spread = next[row].divide(mixed[row - 1], DIGITS);
      centre = next[row + 1].divide(next[row], DIGITS).subtract(ratio, DIGITS);
      jacobi[row][row] = centre.doubleValue();
      jacobi[row][row - 1] = Math.sqrt(spread.doubleValue());
      jacobi[row - 1][row] = jacobi[row][row - 1];
      before = mixed;
      mixed = next;
    }
    Eigenvectors found = Eigenvectors.of(jacobi);
    double[] weights =
        Arrays.stream(found.vectors()).mapToDouble(each -> each[0] * each[0]).toArray();
    return new SpectralMeasure(found.values(), weights);
  }
}
