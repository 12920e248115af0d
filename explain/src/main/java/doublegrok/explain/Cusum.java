package doublegrok.explain;

/**
 * Page's cumulative sum (1954, "Continuous inspection schemes") of the log-likelihood ratio of two
 * accuracies. Finds a rise if the alternative lies above the null, and a loss if below. Without a
 * change, the mean number of evaluations until an alarm is at least 10,000 (Lorden 1971).
 *
 * @param statistic in nats, at least 0
 * @param nullRate accuracy before the change, in (0, 1)
 * @param alternativeRate accuracy after the change, in (0, 1)
 */
public record Cusum(double statistic, double nullRate, double alternativeRate) {
  /** Mean number of evaluations between false alarms that is allowed, ARL0. */
  public static final double EVALUATIONS_PER_FALSE_ALARM = 1e4;

  /** The statistic that raises an alarm, ln ARL0. */
  public static final double ALARM = StrictMath.log(EVALUATIONS_PER_FALSE_ALARM);

  public Cusum {
    if (!(statistic >= 0 && isRate(nullRate) && isRate(alternativeRate))) {
      throw new IllegalArgumentException(
          "statistic must be at least 0 and both rates between 0 and 1, were %s, %s and %s"
              .formatted(statistic, nullRate, alternativeRate));
    }
  }

  /** Nothing heard yet. */
  public static Cusum between(double nullRate, double alternativeRate) {
    return new Cusum(0, nullRate, alternativeRate);
  }

  /** After an evaluation in which {@code correct} of {@code total} queries were right. */
  public Cusum heard(long correct, long total) {
    double evidence = correct * StrictMath.log(alternativeRate / nullRate)
        + (total - correct) * StrictMath.log((1 - alternativeRate) / (1 - nullRate));
    return new Cusum(Math.max(0, statistic + evidence), nullRate, alternativeRate);
  }

  /** Whether the change is beyond reasonable doubt. */
  public boolean alarm() {
    return statistic >= ALARM;
  }

  private static boolean isRate(double rate) {
    return rate > 0 && rate < 1;
  }
}
