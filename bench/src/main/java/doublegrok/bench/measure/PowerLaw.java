package doublegrok.bench.measure;

import java.util.List;

/**
 * y = factor x^exponent, fitted by least squares in the logarithms.
 *
 * @param exponent how y grows with x: 1 for in proportion
 * @param factor y at x = 1
 */
public record PowerLaw(double exponent, double factor) {
  /**
   * The law nearest to points.
   *
   * @param x positive, at least two different ones
   * @param y positive, as many
   */
  public static PowerLaw through(List<Double> x, List<Double> y) {
    if (x.size() != y.size() || x.stream().distinct().count() < 2) {
      throw new IllegalArgumentException(
          "a power law needs two different x and a y for each, was given x %s and y %s"
              .formatted(x, y));
    }
    double meanX = meanLogarithm(x);
    double meanY = meanLogarithm(y);
    double covariance = 0;
    double variance = 0;
    for (int i = 0; i < x.size(); i++) {
      double deviation = Math.log(x.get(i)) - meanX;
      covariance += deviation * (Math.log(y.get(i)) - meanY);
      variance += deviation * deviation;
    }
    double exponent = covariance / variance;
    return new PowerLaw(exponent, Math.exp(meanY - exponent * meanX));
  }

  private static double meanLogarithm(List<Double> values) {
    return values.stream().mapToDouble(Math::log).average().orElseThrow();
  }
}
