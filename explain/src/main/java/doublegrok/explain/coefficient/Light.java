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

  /** Part of a coefficient that descent without noise may have in it, and may have at most. */
  private static final double DRIFT = 0.1;

  private static final double MOST_DRIFT = 0.25;

  /** What a drift may be however small the coefficient is. */
  private static final double LEAST_DRIFT = 0.5;

  /** Part of a coefficient that the step and the batches' noise may make. */
  private static final double EXCESS = 0.25;

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
    /**
     * There is one chain, so that nobody knows whether another would agree; or it is a little low,
     * as descent still goes on.
     */
    AMBER,
    /** A check failed: it is no estimate. */
    RED
  }

  /** Whether it is an estimate. */
  public boolean isEstimate() {
    return colour != Colour.RED;
  }

  /**
   * What the checks ask, of one temperature.
   *
   * @param terms n beta times the draws' losses
   * @param drift n beta times the loss that descent without noise takes in as many steps
   * @param virial mean of the virials by d T
   * @param stiffness step times the greatest curvature
   * @param excess what the step and the batches' noise add to the coefficient: n beta eta E |grad
   *     L_b|^2 / 4, exact in quadratic wells of curvatures far above g
   */
  record Signs(Sample terms, double drift, double virial, double stiffness, double excess) {}

  static Light of(Signs signs) {
    Sample terms = signs.terms();
    if (!terms.isFinite() || !Double.isFinite(signs.virial())) {
      return new Light(
          Colour.RED, List.of("the chain fled, its losses are no numbers: take a smaller step"));
    }
    List<String> reasons = new ArrayList<>();
    double value = terms.mean().mean();
    double drift = Math.abs(signs.drift()) < LEAST_DRIFT ? 0 : Math.abs(signs.drift());
    if (signs.excess() > EXCESS * Math.abs(value)
        || signs.virial() > MOST_VIRIAL
        || signs.stiffness() >= 2) {
      reasons.add(said(
          "the step is too large: it and the batches' noise make some %.3g of it; times the"
              + " greatest curvature it is %.2f",
          signs.excess(), signs.stiffness()));
    }
    if (!(value > 0) || drift > MOST_DRIFT * value) {
      reasons.add(said(
          "not settled: descent without noise goes on by %.3g of it; settle for longer, or take"
              + " a lower n beta",
          -signs.drift()));
    }
    if (signs.virial() < LEAST_VIRIAL) {
      reasons.add(said(
          "still diffusing: it has come to %.2f of where it would stay; take more steps of"
              + " burn-in, or a greater localisation",
          signs.virial()));
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
    if (drift > DRIFT * value) {
      reasons.add(said("low by up to %.3g, as descent still goes on", -signs.drift()));
    }
    if (terms.chains().size() < 2) {
      reasons.add("one chain");
    }
    return new Light(reasons.isEmpty() ? Colour.GREEN : Colour.AMBER, reasons);
  }

  private static String said(String format, Double... numbers) {
    return String.format(Locale.ROOT, format, (Object[]) numbers);
  }
}
