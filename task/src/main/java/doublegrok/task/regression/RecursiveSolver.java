package doublegrok.task.regression;

import java.util.Arrays;

/**
 * Posterior of the weights from a normal prior, example by example (recursive least squares): ridge
 * regression. With next to no noise it is the least-squares solution of least norm, the norm being
 * that of the prior.
 */
final class RecursiveSolver implements Solver {
  /** Variance in place of no noise, over that of the answers: far above rounding. */
  private static final double NEXT_TO_NOTHING = 1e-8;

  private final double[] prior;
  private final double noise;
  private final double[][] covariance;
  private final double[] weights;

  /**
   * The posterior for a prior.
   *
   * @param inputs variances of the inputs
   * @param prior variances of the weights
   * @param noise variance of the noise
   */
  RecursiveSolver(double[] inputs, double[] prior, double noise) {
    this.prior = prior;
    this.noise = Math.max(noise, NEXT_TO_NOTHING * Vectors.dot(inputs, prior));
    this.covariance = new double[prior.length][prior.length];
    this.weights = new double[prior.length];
  }

  @Override
  public void begin() {
    for (int row = 0; row < prior.length; row++) {
      Arrays.fill(covariance[row], 0);
      covariance[row][row] = prior[row];
    }
    Arrays.fill(weights, 0);
  }

  @Override
  public void observe(double[] input, double answer) {
    double[] along = Vectors.times(covariance, input);
    double spread = noise + Math.max(0, Vectors.dot(input, along));
    Vectors.add(weights, (answer - Vectors.dot(weights, input)) / spread, along);
    for (int row = 0; row < along.length; row++) {
      Vectors.add(covariance[row], -along[row] / spread, along);
    }
  }

  @Override
  public double predict(double[] input) {
    return Vectors.dot(weights, input);
  }
}
