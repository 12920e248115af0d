package doublegrok.task.regression;

import java.util.Arrays;

/** Solver that keeps the means of x x' and y x, and derives weights from them. */
final class GradientSolver implements Solver {
  private final double[] scales;
  private final Rule rule;
  private final double[][] squares;
  private final double[] products;
  private int examples;

  /** Rule that derives weights from means. */
  interface Rule {
    /**
     * The weights, [dimension].
     *
     * @param examples that the means are of, at least 1
     * @param covariance mean of x x'
     * @param products mean of y x
     */
    double[] weights(int examples, double[][] covariance, double[] products);
  }

  /**
   * One that multiplies inputs before anything else.
   *
   * @param scales of their coordinates
   */
  GradientSolver(double[] scales, Rule rule) {
    this.scales = scales;
    this.rule = rule;
    this.squares = new double[scales.length][scales.length];
    this.products = new double[scales.length];
  }

  @Override
  public void begin() {
    for (double[] row : squares) {
      Arrays.fill(row, 0);
    }
    Arrays.fill(products, 0);
    examples = 0;
  }

  @Override
  public void observe(double[] input, double answer) {
    double[] scaled = scaled(input);
    for (int row = 0; row < scaled.length; row++) {
      Vectors.add(squares[row], scaled[row], scaled);
    }
    Vectors.add(products, answer, scaled);
    examples++;
  }

  @Override
  public double predict(double[] input) {
    if (examples == 0) {
      return 0;
    }
    double[][] covariance = new double[squares.length][];
    Arrays.setAll(covariance, row -> Conditions.scaled(squares[row], 1.0 / examples));
    double[] means = Conditions.scaled(products, 1.0 / examples);
    return Vectors.dot(rule.weights(examples, covariance, means), scaled(input));
  }

  private double[] scaled(double[] input) {
    double[] scaled = new double[input.length];
    Arrays.setAll(scaled, i -> scales[i] * input[i]);
    return scaled;
  }
}
