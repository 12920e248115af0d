package doublegrok.explain;

/**
 * Knowledge of the skill on one set of one distribution version. Not learned and with a best level
 * of 0 it is new; with a higher one it is lost.
 *
 * @param lastStep last step heard of; later ones count
 * @param learned whether the skill is there
 * @param best highest level proved so far: lower end of a Wilson interval, from 0 to 1
 * @param statistic of the detector at hand, in nats
 * @param since last step at which the statistic was 0, or the state was entered
 * @param correct right answers after {@code since}
 * @param total queries after {@code since}
 */
public record SkillState(
    long lastStep,
    boolean learned,
    double best,
    double statistic,
    long since,
    long correct,
    long total) {
  /** A skill of which nothing was seen, before the first evaluation at step 0 or later. */
  public static SkillState unlearned() {
    return new SkillState(-1, false, 0, 0, -1, 0, 0);
  }

  /**
   * A skill that is there already, as that on tasks trained until a swap.
   *
   * @param step last step heard of before
   * @param best its level, from 0 to 1
   */
  public static SkillState learned(long step, double best) {
    return new SkillState(step, true, best, 0, step, 0, 0);
  }
}
