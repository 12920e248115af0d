package doublegrok.viewer.view;

/**
 * Counts of an evaluation, and what they say of the accuracy.
 *
 * @param correct queries whose most probable token is the answer
 * @param total queries
 * @param summedLoss sum of the cross-entropy over the queries, in nats
 */
public record Accuracy(long correct, long total, double summedLoss) {
  /** Standard normal quantile of a two-sided 95 % interval. */
  private static final double Z = 1.959963984540054;

  public Accuracy {
    if (correct < 0 || total < correct) {
      throw new IllegalArgumentException(
          "correct must be 0..total, was " + correct + " of " + total);
    }
  }

  /** The share of correct answers; NaN without queries. */
  public double value() {
    return (double) correct / total;
  }

  /** Mean cross-entropy in nats; NaN without queries. */
  public double meanLoss() {
    return total == 0 ? Double.NaN : summedLoss / total;
  }

  /** Lower end of the 95 % Wilson score interval (Wilson 1927); 0 without queries. */
  public double low() {
    return total == 0 ? 0 : Math.max(0, centre() - halfWidth());
  }

  /** Upper end of the 95 % Wilson score interval; 1 without queries. */
  public double high() {
    return total == 0 ? 1 : Math.min(1, centre() + halfWidth());
  }

  /** Both counts together, as of two sets of queries. */
  public Accuracy plus(Accuracy other) {
    return new Accuracy(
        correct + other.correct, total + other.total, summedLoss + other.summedLoss);
  }

  private double centre() {
    return (correct + Z * Z / 2) / (total + Z * Z);
  }

  private double halfWidth() {
    double spread = value() * (total - correct) + Z * Z / 4;
    return Z * Math.sqrt(spread) / (total + Z * Z);
  }
}
