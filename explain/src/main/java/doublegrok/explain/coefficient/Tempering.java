package doublegrok.explain.coefficient;

import java.util.Comparator;
import java.util.List;

/**
 * Plan of a scan over temperatures.
 *
 * @param inverseTemperatures n beta of each, colder ones first
 * @param step eta: what a chain's stability depends on, and nothing else
 * @param localisation g = gamma / (n beta), in units of curvature: a direction counts if its
 *     curvature is greater. A chain forgets where it began in 1 / (eta g) steps.
 * @param settling steps without noise before
 * @param burnIn steps at each temperature that are not counted
 * @param draws steps at each temperature that are
 * @param chains at least 1; of one nobody can tell whether another would agree
 * @param looks draws of each chain and temperature at which contexts are asked too, at least 2
 */
public record Tempering(
    List<Double> inverseTemperatures,
    double step,
    double localisation,
    int settling,
    int burnIn,
    int draws,
    int chains,
    int looks) {
  public Tempering {
    inverseTemperatures = inverseTemperatures.stream()
        .sorted(Comparator.reverseOrder())
        .distinct()
        .toList();
    if (inverseTemperatures.isEmpty()
        || !inverseTemperatures.stream().allMatch(each -> each > 0 && Double.isFinite(each))) {
      throw new IllegalArgumentException(
          "n beta must be one or more finite numbers above 0, was " + inverseTemperatures);
    }
    if (!(step > 0 && localisation > 0 && settling >= 0 && burnIn >= 0)
        || draws < 2
        || chains < 1
        || looks < 2
        || looks > draws) {
      throw new IllegalArgumentException(
          ("step and localisation must be above 0, settling and burn-in at least 0, draws at least"
                  + " 2, chains 1 and looks 2..draws; were %s, %s, %d, %d, %d, %d and %d")
              .formatted(step, localisation, settling, burnIn, draws, chains, looks));
    }
  }

  /**
   * Gradients that a scan takes, those of the sharpness too.
   *
   * @param parts that have a coefficient of their own
   */
  public long gradients(int parts) {
    long legs = (long) chains * inverseTemperatures.size()
        + 1 // one without noise
        + (long) parts * (chains + 1);
    return settling + legs * (burnIn + draws) + 2L * Sharpness.ITERATIONS;
  }
}
