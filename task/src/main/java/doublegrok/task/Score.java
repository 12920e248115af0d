package doublegrok.task;

import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * Result of asking a model some queries: sums, which can be added to those of other queries.
 *
 * @param total queries
 * @param correct queries whose most probable token is the answer; empty where no answer is right or
 *     wrong, as among real numbers
 * @param summedLoss sum of the queries' losses: cross-entropies in nats, or squared errors where
 *     there are no right answers
 * @param summedSquares sum of the squares of these losses, if it is known
 */
public record Score(
    long total, OptionalLong correct, double summedLoss, OptionalDouble summedSquares) {
  /** Standard normal quantile of a two-sided 95 % interval. */
  private static final double Z = 1.959963984540054;

  public Score {
    if (total < 0) {
      throw new IllegalArgumentException("total must be 0 or more, was " + total);
    }
    if (correct.isPresent() && (correct.getAsLong() < 0 || correct.getAsLong() > total)) {
      throw new IllegalArgumentException(
          "correct must be 0..total, was " + correct.getAsLong() + " of " + total);
    }
  }

  /** Of queries that have right answers. */
  public static Score ofAnswers(long correct, long total, double summedLoss) {
    return new Score(total, OptionalLong.of(correct), summedLoss, OptionalDouble.empty());
  }

  /** Of queries that are answered by real numbers. */
  public static Score ofErrors(long total, double summedLoss, double summedSquares) {
    return new Score(total, OptionalLong.empty(), summedLoss, OptionalDouble.of(summedSquares));
  }

  /** Of no queries that have right answers. */
  public static Score none() {
    return ofAnswers(0, 0, 0);
  }

  /** Whether there are right answers, and with them an accuracy. */
  public boolean hasAnswers() {
    return correct.isPresent();
  }

  /** The share of correct answers; NaN without queries or right answers. */
  public double accuracy() {
    return hasAnswers() ? (double) correct.getAsLong() / total : Double.NaN;
  }

  /** Mean cross-entropy in nats, or mean squared error; NaN without queries. */
  public double meanLoss() {
    return total == 0 ? Double.NaN : summedLoss / total;
  }

  /** Standard error of the mean loss; NaN if the squares are not known or with fewer than two. */
  public double lossError() {
    if (summedSquares.isEmpty() || total < 2) {
      return Double.NaN;
    }
    double variance = summedSquares.getAsDouble() / total - meanLoss() * meanLoss();
    return Math.sqrt(Math.max(0, variance) / (total - 1));
  }

  /**
   * Lower end of the accuracy's 95 % Wilson score interval (Wilson 1927); 0 without queries, NaN
   * without right answers.
   */
  public double low() {
    return low(Z);
  }

  /** The lower end of another Wilson interval, by its standard normal quantile. */
  public double low(double quantile) {
    if (!hasAnswers()) {
      return Double.NaN;
    }
    return total == 0 ? 0 : Math.max(0, centre(quantile) - halfWidth(quantile));
  }

  /** Upper end of the 95 % interval; 1 without queries, NaN without right answers. */
  public double high() {
    return high(Z);
  }

  /** The upper end of another Wilson interval, by its standard normal quantile. */
  public double high(double quantile) {
    if (!hasAnswers()) {
      return Double.NaN;
    }
    return total == 0 ? 1 : Math.min(1, centre(quantile) + halfWidth(quantile));
  }

  /** Both together, as of two sets of queries; right answers where both have some. */
  public Score plus(Score other) {
    return new Score(
        total + other.total,
        hasAnswers() && other.hasAnswers()
            ? OptionalLong.of(correct.getAsLong() + other.correct.getAsLong())
            : OptionalLong.empty(),
        summedLoss + other.summedLoss,
        summedSquares.isPresent() && other.summedSquares.isPresent()
            ? OptionalDouble.of(summedSquares.getAsDouble() + other.summedSquares.getAsDouble())
            : OptionalDouble.empty());
  }

  private double centre(double z) {
    return (correct.orElseThrow() + z * z / 2) / (total + z * z);
  }

  private double halfWidth(double z) {
    double spread = accuracy() * (total - correct.orElseThrow()) + z * z / 4;
    return z * Math.sqrt(spread) / (total + z * z);
  }
}
