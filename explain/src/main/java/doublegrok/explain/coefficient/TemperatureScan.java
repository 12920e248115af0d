package doublegrok.explain.coefficient;

import doublegrok.explain.coefficient.Chain.Leg;
import doublegrok.explain.coefficient.Landscape.Level;
import doublegrok.task.Estimate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A scan over temperatures at a fixed g, from cold to hot in one go for each chain, about weights
 * that were settled first: local learning coefficients (Lau et al. 2023, arXiv 2308.12108) at each
 * temperature, of the loss and of each context's, and what is left there of each skill.
 *
 * @param settled levels of the contexts at the centre, w*
 * @param sharpness the greatest curvature there
 * @param readings by temperature, colder ones first
 * @param melting of each context
 * @param parts readings of the parts, all at one temperature; empty if there is none
 */
public record TemperatureScan(
    List<Level> settled,
    double sharpness,
    List<Reading> readings,
    List<Melting> melting,
    List<Reading> parts) {
  public TemperatureScan {
    settled = List.copyOf(settled);
    readings = List.copyOf(readings);
    parts = List.copyOf(parts);
    melting = List.copyOf(melting);
  }

  /**
   * Scans.
   *
   * @param weights where training left them, not changed
   * @param seed of the noise
   * @param parts of the weights that have coefficients of their own, at the coldest temperature
   *     at which the whole has one
   */
  public static TemperatureScan of(
      Landscape landscape, float[] weights, Tempering plan, long seed, List<Region> parts) {
    return new Scanned(landscape, weights, plan, seed).scan(parts);
  }

  /** Settled weights, and what belongs to all chains about them. */
  private static final class Scanned {
    private final Landscape landscape;
    private final Tempering plan;
    private final long seed;
    private final float[] centre;
    private final double[] base;
    private final double sharpness;
    private final List<Level> settled;

    Scanned(Landscape landscape, float[] weights, Tempering plan, long seed) {
      this.landscape = landscape;
      this.plan = plan;
      this.seed = seed;
      centre = Settling.of(landscape, weights, plan.step(), plan.settling());
      base = Chain.base(landscape, centre);
      sharpness = Sharpness.of(landscape, centre, seed);
      settled = landscape.levels(centre);
    }

    TemperatureScan scan(List<Region> parts) {
      List<Reading> readings =
          readings(Region.whole(landscape.dimensions()), 0, plan.inverseTemperatures(), settled);
      List<Melting> melting = IntStream.range(0, settled.size())
          .mapToObj(context -> Melting.of(
              landscape.contexts().get(context), settled.get(context), context, readings))
          .toList();
      List<Double> coldest = readings.stream()
          .filter(each -> each.light().isEstimate())
          .map(Reading::inverseTemperature)
          .limit(1)
          .toList();
      List<Reading> ofParts = new ArrayList<>();
      for (Region part : coldest.isEmpty() ? List.<Region>of() : parts) {
        int first = (ofParts.size() + 1) * plan.chains();
        ofParts.addAll(readings(part, first, coldest, List.of()));
      }
      return new TemperatureScan(settled, sharpness, readings, melting, ofParts);
    }

    /**
     * Readings of a region, cold to hot.
     *
     * @param first number of the first chain
     * @param asked levels at the centre of the contexts that are asked too: all of them, or none
     */
    private List<Reading> readings(
        Region region, int first, List<Double> inverses, List<Level> asked) {
      double descent = descent(region);
      List<List<Leg>> legs = new ArrayList<>(); // [chain][temperature]
      for (int number = first; number < first + plan.chains(); number++) {
        Chain chain = chain(region, number);
        legs.add(inverses.stream()
            .map(inverse -> chain.leg(1 / inverse, !asked.isEmpty()))
            .toList());
      }
      List<Reading> readings = new ArrayList<>();
      for (int at = 0; at < inverses.size(); at++) {
        int place = at;
        List<Leg> here = legs.stream().map(each -> each.get(place)).toList();
        readings.add(reading(inverses.get(at), here, region, descent, asked));
      }
      return Heat.into(readings, legs, plan);
    }

    private Chain chain(Region region, int number) {
      return new Chain(landscape, plan, region, centre, base, seed, number);
    }

    /** What the loss still falls by without noise, in as many steps as a temperature has. */
    private double descent(Region region) {
      double[] losses = chain(region, 0).leg(0, false).losses();
      int last = Math.min(losses.length, landscape.batches());
      return IntStream.range(losses.length - last, losses.length)
          .mapToDouble(draw -> losses[draw])
          .average()
          .orElseThrow();
    }

    private Reading reading(
        double inverse, List<Leg> legs, Region region, double descent, List<Level> asked) {
      Sample terms =
          new Sample(legs.stream().map(leg -> times(inverse, leg.losses())).toList());
      double virial = legs.stream()
          .mapToDouble(leg -> Sample.mean(leg.virials()) * inverse / region.dimensions())
          .average()
          .orElseThrow();
      double slope =
          legs.stream().mapToDouble(leg -> Sample.mean(leg.slopes())).average().orElseThrow();
      double stiffness = plan.step() * (sharpness + plan.localisation());
      List<List<Level>> levels = legs.stream()
          .map(leg -> IntStream.range(0, asked.size())
              .mapToObj(context -> Reading.mean(
                  leg.levels().stream().map(each -> each.get(context)).toList()))
              .toList())
          .toList();
      return new Reading(
          inverse,
          terms.mean(),
          IntStream.range(0, asked.size())
              .mapToObj(context -> coefficient(inverse, context, legs))
              .toList(),
          levels,
          Double.NaN,
          Light.of(new Light.Signs(
              terms, inverse * descent, virial, stiffness, inverse * plan.step() * slope / 4)),
          terms.chains());
    }

    private Estimate coefficient(double inverse, int context, List<Leg> legs) {
      double base = settled.get(context).loss();
      return new Sample(legs.stream()
              .map(leg -> leg.levels().stream()
                  .mapToDouble(each -> inverse * (each.get(context).loss() - base))
                  .toArray())
              .toList())
          .mean();
    }

    private static double[] times(double factor, double[] numbers) {
      double[] products = numbers.clone();
      for (int i = 0; i < products.length; i++) {
        products[i] *= factor;
      }
      return products;
    }
  }
}
