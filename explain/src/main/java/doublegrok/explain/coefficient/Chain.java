package doublegrok.explain.coefficient;

import doublegrok.explain.coefficient.Landscape.Level;
import doublegrok.explain.coefficient.Region.Span;
import doublegrok.task.random.CounterRandom;
import doublegrok.task.random.RandomStream;
import java.util.ArrayList;
import java.util.List;

/**
 * Weights that move about a centre by stochastic gradient Langevin dynamics (Welling and Teh 2011),
 * in the form that depends on eta, g and the temperature T = 1 / (n beta) alone:
 *
 * <pre>w &lt;- w - eta (grad L_b(w) + g (w - w*)) + sqrt(2 eta T) xi.</pre>
 *
 * <p>With epsilon = 2 eta T and gamma = g n beta it is the localised chain of Lau et al. (2023,
 * arXiv 2308.12108, section 4). Losses are told as differences to the centre's on the same batch,
 * which takes most of the batches' noise out of them.
 */
final class Chain {
  private final Landscape landscape;
  private final Tempering plan;
  private final Region region;
  private final float[] centre;
  private final double[] base;
  private final long seed;
  private final int number;
  private final float[] weights;
  private final float[] gradient;
  private final float[] noise;
  private long step;

  /**
   * A chain that begins at the centre.
   *
   * @param base losses of the batches at the centre
   * @param number of the chain, whose noise is its own
   */
  Chain(
      Landscape landscape,
      Tempering plan,
      Region region,
      float[] centre,
      double[] base,
      long seed,
      int number) {
    this.landscape = landscape;
    this.plan = plan;
    this.region = region;
    this.centre = centre;
    this.base = base;
    this.seed = seed;
    this.number = number;
    this.weights = centre.clone();
    this.gradient = new float[centre.length];
    this.noise = new float[region.dimensions()];
  }

  /** Losses of all batches at some weights. */
  static double[] base(Landscape landscape, float[] weights) {
    double[] base = new double[landscape.batches()];
    for (int batch = 0; batch < base.length; batch++) {
      base[batch] = landscape.loss(batch, weights);
    }
    return base;
  }

  /**
   * What a chain met at one temperature.
   *
   * @param losses of each draw, less the centre's on the same batch
   * @param squares of each draw's distance to the centre
   * @param virials of each draw, (w - w*) grad U: d T in the mean at equilibrium
   * @param slopes of each draw, |grad L_b|^2
   * @param levels of the contexts at each look
   */
  @SuppressWarnings("ArrayRecordComponent") // numbers in their order, of this package alone
  record Leg(
      double[] losses,
      double[] squares,
      double[] virials,
      double[] slopes,
      List<List<Level>> levels) {}

  /**
   * Goes on at a temperature.
   *
   * @param temperature 0 for no noise
   * @param asks whether the contexts are asked too
   */
  Leg leg(double temperature, boolean asks) {
    double[] met = new double[4];
    for (int i = 0; i < plan.burnIn(); i++) {
      move(temperature, met);
    }
    Leg leg = new Leg(
        new double[plan.draws()],
        new double[plan.draws()],
        new double[plan.draws()],
        new double[plan.draws()],
        new ArrayList<>());
    for (int draw = 0; draw < plan.draws(); draw++) {
      boolean looks = (draw + 1) * plan.looks() / plan.draws() > draw * plan.looks() / plan.draws();
      if (looks && asks) {
        leg.levels().add(landscape.levels(weights));
      }
      move(temperature, met);
      leg.losses()[draw] = met[0];
      leg.squares()[draw] = met[1];
      leg.virials()[draw] = met[2];
      leg.slopes()[draw] = met[3];
    }
    return leg;
  }

  /** One step; what was met before it is put into `met`: loss, square, virial, slope. */
  private void move(double temperature, double[] met) {
    int batch = (int) (step % base.length);
    met[0] = landscape.gradient(batch, weights, gradient) - base[batch];
    if (temperature > 0) {
      new CounterRandom(seed, RandomStream.LANGEVIN, ((long) number << 32) + step).gaussians(noise);
    }
    double square = 0;
    double virial = 0;
    double slope = 0;
    double shake = Math.sqrt(2 * plan.step() * temperature);
    int drawn = 0;
    for (Span span : region.spans()) {
      for (int i = span.from(); i < span.to(); i++) {
        double away = (double) weights[i] - centre[i];
        double force = gradient[i] + plan.localisation() * away;
        square += away * away;
        slope += (double) gradient[i] * gradient[i];
        virial += away * force;
        weights[i] = (float) (weights[i] - plan.step() * force + shake * noise[drawn++]);
      }
    }
    met[1] = square;
    met[2] = virial;
    met[3] = slope;
    step++;
  }
}
