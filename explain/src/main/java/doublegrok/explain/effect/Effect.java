package doublegrok.explain.effect;

import doublegrok.task.Estimate;

/**
 * Difference that a change makes, with its 95 % interval.
 *
 * @param value of the changed model less that of its twin
 * @param low end of the interval
 * @param high end of the interval
 */
public record Effect(double value, double low, double high) {
  /** Whether the interval leaves out that there is none. */
  public boolean isClear() {
    return low > 0 || high < 0;
  }

  /**
   * The mean of differences, one for each sequence, by Student's t: answers of one sequence are
   * not independent, those of two are.
   *
   * @param differences at least two; the interval of fewer is not known
   */
  static Effect ofMean(double[] differences) {
    Estimate mean = Estimate.of(differences);
    return around(mean.mean(), mean.standardError(), differences.length - 1);
  }

  /**
   * A difference whose error is found by a delete-a-group jackknife (Efron and Tibshirani 1993,
   * chapter 11): of a number that is no mean over sequences, as a fitted share is none.
   *
   * @param whole difference over all sequences
   * @param leftOut the same without each group of sequences, at least two groups of one size
   */
  static Effect ofJackknife(double whole, double[] leftOut) {
    int degrees = leftOut.length - 1;
    return around(whole, degrees * Estimate.of(leftOut).standardError(), degrees);
  }

  private static Effect around(double value, double error, int degrees) {
    double reach = error == 0 ? 0 : Student.quantile(degrees) * error; // of fewer than two, NaN
    return new Effect(value, value - reach, value + reach);
  }
}
