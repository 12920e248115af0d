package doublegrok.spec;

import doublegrok.spec.Rows.Condition;
import doublegrok.task.key.Key;
import doublegrok.task.key.Rule;

/**
 * Plan of when checkpoints are taken (before the first step, at steps that are spaced evenly or by
 * their logarithm, and at the end), and which of them stay: those that any rule keeps.
 *
 * @param at how the steps are spaced
 * @param every steps between two checkpoints that are spaced evenly; of others it says nothing
 * @param keepEvery every how many of the planned checkpoints one stays for good; 1 keeps all there
 *     are, 0 none by this rule
 * @param keepLast how many of the last stay
 * @param keepBest how many of those stay that solve never-trained tasks best, at the last shot
 */
public record CheckpointSpec(At at, long every, long keepEvery, int keepLast, int keepBest) {
  private static final int MOST_KEPT = 1_000_000;

  /** So many to a doubling: 1, 2, ... 8, 9, 10, 11, 12, 13, 15, 16, 17, 19, ... */
  private static final double PER_DOUBLING = 8;

  /** Spacings. */
  public enum At {
    EVERY,
    LOG
  }

  static CheckpointSpec of(Rows<CheckpointSpec> in) {
    long most = TrainingSpec.MOST_STEPS;
    At at = in.added(
        Key.choice("at", At.class)
            .or(At.EVERY)
            .about("How checkpoints are spaced: one every so many steps, or by the logarithm of the"
                + " step, 8 to a doubling: 1, 2, ... 8, 9, 10, 11, 12, 13, 15, 16, 17, 19, ..."),
        CheckpointSpec::at);
    Condition evenly = new Condition(
        "at",
        Rule.label(At.EVERY),
        Rule.label(at),
        " belongs to at: every alone; remove it (--set checkpoint.every=), or checkpoint.at");
    return new CheckpointSpec(
        at,
        in.row(
            Key.whole("every", 1, most).about("Steps between two checkpoints."),
            CheckpointSpec::every,
            evenly),
        in.row(
            Key.whole("keep_every", 0, most)
                .or(1L)
                .about("Every how many checkpoints one stays for good: 1 keeps all, 0 none by this"
                    + " rule."),
            CheckpointSpec::keepEvery),
        in.row(
            Key.integer("keep_last", 1, MOST_KEPT).or(3).about("How many of the last stay."),
            CheckpointSpec::keepLast),
        in.row(
            Key.integer("keep_best", 0, MOST_KEPT)
                .or(1)
                .about(
                    "How many of those stay that solve never-trained tasks best; if any, the best"
                        + " on each other set does, too."),
            CheckpointSpec::keepBest));
  }

  /** Whether one is planned after a step; one before the first step and one at the end are too. */
  public boolean isPlanned(long step) {
    return switch (at) {
      case EVERY -> step % every == 0;
      case LOG -> step == 0 || step == spaced(Math.round(PER_DOUBLING * log2(step)));
    };
  }

  /** Whether the checkpoint of a step is one of every so many that are planned; that of 0 is. */
  public boolean isOneOfEvery(long many, long step) {
    return isPlanned(step) && planned(step) % many == 0;
  }

  /** How many are planned after the first step and up to another. */
  public long planned(long step) {
    if (at == At.EVERY) {
      return step / every;
    }
    long count = 0;
    long before = 0;
    for (long place = 0; spaced(place) <= step; place++) {
      count += spaced(place) > before ? 1 : 0;
      before = spaced(place);
    }
    return count;
  }

  /** The last step up to another after which one is planned. */
  public long newestPlanned(long step) {
    long newest = step;
    while (!isPlanned(newest)) {
      newest--;
    }
    return newest;
  }

  private static long spaced(long place) {
    return Math.round(StrictMath.pow(2, place / PER_DOUBLING));
  }

  private static double log2(long step) {
    return StrictMath.log((double) step) / StrictMath.log(2);
  }
}
