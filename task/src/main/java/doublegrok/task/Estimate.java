package doublegrok.task;

import java.util.Arrays;

/**
 * A mean with its standard error, both in the unit of what was averaged.
 *
 * @param mean of independent draws
 * @param standardError of that mean; infinite if the mean is not finite
 */
public record Estimate(double mean, double standardError) {
  /** The estimate from at least two independent draws. */
  public static Estimate of(double[] draws) {
    double mean = Arrays.stream(draws).average().orElseThrow();
    if (!Double.isFinite(mean)) {
      return new Estimate(mean, Double.POSITIVE_INFINITY);
    }
    double squares =
        Arrays.stream(draws).map(draw -> (draw - mean) * (draw - mean)).sum();
    return new Estimate(mean, Math.sqrt(squares / (draws.length - 1) / draws.length));
  }
}
