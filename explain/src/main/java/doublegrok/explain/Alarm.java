package doublegrok.explain;

/**
 * A change of a skill that is beyond reasonable doubt. It happened after step {@code after} and not
 * later than at step {@code step}.
 *
 * @param correct right answers in that interval
 * @param total queries in that interval
 * @param statistic log-likelihood ratio of the two rates in that interval, in nats
 * @param nullRate accuracy that no longer holds
 * @param alternativeRate accuracy that explains the interval better
 */
public record Alarm(
    Kind kind,
    long after,
    long step,
    long correct,
    long total,
    double statistic,
    double nullRate,
    double alternativeRate) {

  /** Kinds of change. */
  public enum Kind {
    GAINED("gained"),
    LOST("lost"),
    REGAINED("regained");

    private final String label;

    Kind(String label) {
      this.label = label;
    }

    /** The kind's name in topics, metrics and charts. */
    public String label() {
      return label;
    }
  }
}
