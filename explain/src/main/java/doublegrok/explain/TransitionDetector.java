package doublegrok.explain;

import java.util.Optional;

/**
 * Finds the gain, the loss and the return of a skill in the evaluations of one set, as a pure
 * function of a state and the next evaluation.
 *
 * <ul>
 *   <li>Gain: from the background b to b + .0674 (1 - b), which is .035 to .10 at p = 29.
 *   <li>Loss: from .9 to .7 of the best level, but not below the background.
 *   <li>Return: from .7 to .9 of the best level, but not below the rates of a gain.
 * </ul>
 *
 * <p>The best level is the highest lower end of a Wilson interval (1927) that one evaluation in
 * 10,000 exceeds by chance, as rarely as the detectors err: the largest of many intervals at 95 %
 * would lie above the true level, and a lasting skill would be reported as lost.
 */
public final class TransitionDetector {
  private static final double RISE = 0.0674;
  private static final double NEAR_BEST = 0.9;
  private static final double FAR_FROM_BEST = 0.7;
  private static final double RATE_MIN = 1e-3;
  private static final double RATE_MAX = 1 - 1e-3;

  /** Standard normal quantile of 1 - 1e-4. */
  private static final double Z = 3.719016485455709;

  private TransitionDetector() {}

  /** The state after an evaluation, and the alarm that it raises. */
  public record Heard(SkillState state, Optional<Alarm> alarm) {}

  /**
   * Hears the next evaluation. Steps ascend; a repeated or late one changes nothing, and one
   * without queries says nothing.
   */
  public static Heard heard(SkillState state, Observation observation) {
    if (observation.step() <= state.lastStep()) {
      return new Heard(state, Optional.empty());
    }
    Cusum cusum =
        detector(state, observation.background()).heard(observation.correct(), observation.total());
    long correct = state.correct() + observation.correct();
    long total = state.total() + observation.total();
    if (cusum.alarm()) {
      Alarm alarm = new Alarm(
          change(state),
          state.since(),
          observation.step(),
          correct,
          total,
          cusum.statistic(),
          cusum.nullRate(),
          cusum.alternativeRate());
      boolean learned = !state.learned();
      return new Heard(entered(state, observation, learned), Optional.of(alarm));
    }
    if (cusum.statistic() == 0) {
      return new Heard(entered(state, observation, state.learned()), Optional.empty());
    }
    SkillState next = new SkillState(
        observation.step(),
        state.learned(),
        best(state, observation, state.learned()),
        cusum.statistic(),
        state.since(),
        correct,
        total);
    return new Heard(next, Optional.empty());
  }

  private static SkillState entered(SkillState state, Observation observation, boolean learned) {
    long step = observation.step();
    return new SkillState(step, learned, best(state, observation, learned), 0, step, 0, 0);
  }

  private static double best(SkillState state, Observation observation, boolean learned) {
    return learned ? Math.max(state.best(), observation.score().low(Z)) : state.best();
  }

  private static Alarm.Kind change(SkillState state) {
    if (state.learned()) {
      return Alarm.Kind.LOST;
    }
    return state.best() > 0 ? Alarm.Kind.REGAINED : Alarm.Kind.GAINED;
  }

  /** The detector that the state calls for, with rates from evaluations before this one alone. */
  private static Cusum detector(SkillState state, double background) {
    double low = Math.max(background, FAR_FROM_BEST * state.best());
    if (state.learned()) {
      // A level that is hardly above the background can't be lost: equal rates say nothing.
      double high = Math.max(low, NEAR_BEST * state.best());
      return new Cusum(state.statistic(), rate(high), rate(low));
    }
    double risen = background + RISE * (1 - background);
    double high = Math.max(risen, NEAR_BEST * state.best());
    return new Cusum(state.statistic(), rate(low), rate(high));
  }

  private static double rate(double accuracy) {
    return Math.min(Math.max(accuracy, RATE_MIN), RATE_MAX);
  }
}
