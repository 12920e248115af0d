package doublegrok.explain;

import doublegrok.task.EvaluationSet;
import doublegrok.task.Transition;

/**
 * Change of a skill that is beyond reasonable doubt. It happened after step {@code after} and not
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

  /** What this is on a set; a skill regained has the name of its gain. */
  public Transition on(EvaluationSet set) {
    return kind == Kind.LOST ? Transition.loss(set) : Transition.gain(set);
  }

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
