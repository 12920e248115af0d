package doublegrok.explain.coefficient;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Traffic light of an estimate: whether it is one.
 *
 * @param colour what it says
 * @param reasons why it is not green, each a clause for a person
 */
public record Light(Colour colour, List<String> reasons) {
  /** Parts of a coefficient by which halves, or chains, may be apart. */
  private static final double HALVES = 0.2;

  private static final double CHAINS = 0.3;

  /** Part of a coefficient that descent without noise may have in it. */
  private static final double DRIFT = 0.1;

  /** What a drift may be however small the coefficient is. */
  private static final double LEAST_DRIFT = 0.5;

  /** Of the mean virial at equilibrium, d T: what has been reached of it. */
  private static final double LEAST_VIRIAL = 0.6;

  private static final double MOST_VIRIAL = 1.5;

  /** Copies the list. */
  public Light {
    reasons = List.copyOf(reasons);
  }

  /** What an estimate is worth. */
  public enum Colour {
    /** Every check was passed. */
    GREEN,
    /** There is one chain, so that nobody knows whether another would agree. */
    AMBER,
    /** A check failed: it is no estimate. */
    RED
  }

  /** Whether it is an estimate. */
  public boolean isEstimate() {
    return colour != Colour.RED;
  }

  /**
   * The checks of one temperature.
   *
   * @param terms n beta times the draws' losses
   * @param drift n beta times the loss that descent without noise takes in as many steps
   * @param virial mean of the virials by d T
   * @param stiffness step times the greatest curvature
   */
  static Light of(Sample terms, double drift, double virial, double stiffness) {
    if (!terms.isFinite() || !Double.isFinite(virial)) {
      return new Light(
          Colour.RED, List.of("the chain fled, its losses are no numbers: take a smaller step"));
    }
    List<String> reasons = new ArrayList<>();
    double value = terms.mean().mean();
    if (stiffness >= 1 || virial > MOST_VIRIAL) {
      reasons.add(said(
          "the step is too large: times the greatest curvature it is %.2f, and must be below 1",
          stiffness));
    }
    if (!(value > 0) || Math.abs(drift) > Math.max(DRIFT * value, LEAST_DRIFT)) {
      reasons.add(said(
          "not settled: descent without noise goes on by %.3g of it; settle for longer, or take"
              + " a lower n beta",
          -drift));
    }
    if (virial < LEAST_VIRIAL) {
      reasons.add(said(
          "still diffusing: it has come to %.2f of where it would stay; take more steps of"
              + " burn-in, or a greater localisation",
          virial));
    }
    if (terms.halvesApart() > HALVES) {
      reasons.add(said("its halves are apart by %.2f of it", terms.halvesApart()));
    }
    if (terms.chainsApart() > CHAINS) {
      reasons.add(said("its chains are apart by %.2f of it", terms.chainsApart()));
    }
    if (!reasons.isEmpty()) {
      return new Light(Colour.RED, reasons);
    }
    return terms.chains().size() > 1
        ? new Light(Colour.GREEN, List.of())
        : new Light(Colour.AMBER, List.of("one chain"));
  }

  private static String said(String format, double number) {
    return String.format(Locale.ROOT, format, number);
  }
}
