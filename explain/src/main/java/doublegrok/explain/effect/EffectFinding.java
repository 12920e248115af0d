package doublegrok.explain.effect;

import doublegrok.task.finding.About;
import doublegrok.task.finding.Finding;
import doublegrok.task.finding.Scalar;
import doublegrok.task.finding.Scalars;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What a change did, as a finding that is kept with the changed run: everybody who shows findings
 * shows it. A standard error there is the interval's half width over 1.96.
 */
public final class EffectFinding {
  /** Name under which it is kept. */
  public static final String NAME = "effect";

  private EffectFinding() {}

  /**
   * The finding.
   *
   * @param change for a person
   * @param caption what was compared with what
   * @param sets effect on every set, in the order in which sets are shown
   * @param shares effect on the shares of the spectrum
   * @param coefficients effect on the learning coefficient, by temperature
   */
  public static Finding of(
      String change,
      String caption,
      Map<String, SetEffect> sets,
      List<ShareEffect> shares,
      Map<String, Effect> coefficients) {
    List<Scalar> scalars = new ArrayList<>();
    sets.forEach((set, effect) -> effect
        .lastShot()
        .ifPresent(each -> scalars.add(scalar("accuracy on " + set, each.effect(), ""))));
    sets.forEach((set, effect) -> scalars.add(
        scalar("loss on " + set, effect.loss(), effect.lastShot().isPresent() ? "nats" : "")));
    shares.forEach(each -> scalars.add(scalar("share of " + each.references(), each.effect(), "")));
    coefficients.forEach((temperature, effect) ->
        scalars.add(scalar("learning coefficient, " + temperature, effect, "")));
    return new Scalars(About.of("Effect of " + change, caption), scalars);
  }

  private static Scalar scalar(String label, Effect effect, String unit) {
    double error = (effect.high() - effect.low()) / 2 / Student.Z;
    return new Scalar(label, effect.value(), error, unit);
  }
}
