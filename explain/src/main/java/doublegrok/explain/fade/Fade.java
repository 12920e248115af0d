package doublegrok.explain.fade;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Fall of a set's accuracy from its peak to the newest checkpoint.
 *
 * <p>The peak is the highest of many checkpoints, and so in part luck: the interval holds for all
 * of them at once (Bonferroni), and is Newcombe's hybrid score interval (1998, method 10) of the
 * two Wilson intervals at that level. A set that only wavers falls beyond it in one of twenty runs
 * at most.
 *
 * @param peak of equal ones the surest, of those the newest
 * @param now the newest checkpoint
 * @param checkpoints among which the peak is one
 * @param lost accuracy at the peak less that of now
 * @param low end of its interval
 * @param high end of its interval
 * @param fallen whether it is beyond doubt, and from more than the model hit before any training
 * @param halfLife steps from the peak to the first checkpoint that has lost half of what is lost
 *     now; empty if it is not fallen
 * @param taker the reference whose share grew most since the peak; empty likewise, or if none did
 */
public record Fade(
    Moment peak,
    Moment now,
    int checkpoints,
    double lost,
    double low,
    double high,
    boolean fallen,
    OptionalLong halfLife,
    Optional<Taker> taker) {
  /**
   * What took the lost share.
   *
   * @param references label of the reference, or of several that cannot be told apart
   * @param gained share now less that at the peak
   */
  public record Taker(String references, double gained) {}

  /**
   * The fall.
   *
   * @param halved first step at which half of it is lost
   * @param untrained accuracy before any training; 0 if it is not known
   */
  static Fade of(Moment peak, Moment now, int checkpoints, OptionalLong halved, double untrained) {
    double z = upperQuantile(0.025 / checkpoints);
    double high = peak.score().accuracy();
    double end = now.score().accuracy();
    double lost = high - end;
    double low = lost - Math.hypot(high - peak.score().low(z), now.score().high(z) - end);
    double most =
        lost + Math.hypot(peak.score().high(z) - high, end - now.score().low(z));
    boolean fallen = low > 0 && peak.score().low() > untrained;
    return new Fade(
        peak,
        now,
        checkpoints,
        lost,
        low,
        most,
        fallen,
        fallen && halved.isPresent()
            ? OptionalLong.of(halved.getAsLong() - peak.step())
            : OptionalLong.empty(),
        fallen ? taker(peak.shares(), now.shares()) : Optional.empty());
  }

  private static Optional<Taker> taker(Map<String, Double> before, Map<String, Double> after) {
    Optional<Taker> taker = Optional.empty();
    for (Map.Entry<String, Double> each : after.entrySet()) {
      double gained = each.getValue() - share(before, each.getKey());
      if (gained > taker.map(Taker::gained).orElse(0.0)) {
        taker = Optional.of(new Taker(each.getKey(), gained));
      }
    }
    return before.isEmpty() ? Optional.empty() : taker;
  }

  /** Of a group, or of what could then be told apart in it. */
  private static double share(Map<String, Double> shares, String group) {
    List<String> members = members(group);
    return shares.entrySet().stream()
        .filter(each -> members.containsAll(members(each.getKey())))
        .mapToDouble(Map.Entry::getValue)
        .sum();
  }

  private static List<String> members(String group) {
    return List.of(group.split("\\|", -1));
  }

  /** Standard normal quantile of 1 - p, within 5e-4 (Abramowitz and Stegun 1964, 26.2.23). */
  static double upperQuantile(double p) {
    double t = Math.sqrt(-2 * StrictMath.log(p));
    return t
        - ((0.010328 * t + 0.802853) * t + 2.515517)
            / (((0.001308 * t + 0.189269) * t + 1.432788) * t + 1);
  }
}
