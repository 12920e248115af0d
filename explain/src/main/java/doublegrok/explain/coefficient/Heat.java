package doublegrok.explain.coefficient;

import doublegrok.explain.coefficient.Chain.Leg;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * Heat capacities, where they are known. At fixed g the posterior is exp(-n beta U) with U = L + g
 * |w - w*|^2 / 2, so that lambda - d lambda / d ln(n beta) = (n beta)^2 Cov(L, U): a chain at
 * equilibrium fulfils it.
 */
final class Heat {
  /** By what part the halves, and the two sides of the identity, may differ. */
  private static final double HALVES = 0.1;

  private static final double IDENTITY = 0.2;

  private Heat() {}

  /**
   * The readings with their heat capacities.
   *
   * @param legs by chain and temperature
   */
  static List<Reading> into(List<Reading> readings, List<List<Leg>> legs, Tempering plan) {
    List<Reading> known = new ArrayList<>();
    for (int at = 0; at < readings.size(); at++) {
      int place = at;
      List<Leg> here = legs.stream().map(chain -> chain.get(place)).toList();
      known.add(readings.get(at).withHeat(heat(readings, at, here, plan.localisation())));
    }
    return known;
  }

  private static double heat(List<Reading> readings, int at, List<Leg> legs, double g) {
    Reading here = readings.get(at);
    double inverse = here.inverseTemperature();
    double first = capacity(legs, inverse, leg -> Sample.variance(Sample.half(leg.losses(), 0)));
    double second = capacity(legs, inverse, leg -> Sample.variance(Sample.half(leg.losses(), 1)));
    double heat = capacity(legs, inverse, leg -> Sample.variance(leg.losses()));
    double said = here.coefficient().mean() - slope(readings, at);
    double found =
        capacity(legs, inverse, leg -> Sample.covariance(leg.losses(), energies(leg, g)));
    boolean known = here.light().isEstimate()
        && readings.size() > 1
        && Math.abs(first - second) <= HALVES * heat
        && Math.abs(said - found) <= IDENTITY * Math.abs(said);
    return known ? heat : Double.NaN;
  }

  /** Mean over the chains, times (n beta)^2. */
  private static double capacity(List<Leg> legs, double inverse, ToDoubleFunction<Leg> ofOne) {
    return inverse * inverse * legs.stream().mapToDouble(ofOne).average().orElseThrow();
  }

  private static double[] energies(Leg leg, double g) {
    double[] energies = leg.losses().clone();
    for (int i = 0; i < energies.length; i++) {
      energies[i] += g / 2 * leg.squares()[i];
    }
    return energies;
  }

  /** Of lambda by ln(n beta), between the neighbours that there are. */
  private static double slope(List<Reading> readings, int at) {
    Reading colder = readings.get(Math.max(0, at - 1));
    Reading hotter = readings.get(Math.min(readings.size() - 1, at + 1));
    return (colder.coefficient().mean() - hotter.coefficient().mean())
        / Math.log(colder.inverseTemperature() / hotter.inverseTemperature());
  }
}
