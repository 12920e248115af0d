package doublegrok.viewer.view;

import java.util.List;
import java.util.OptionalDouble;

/**
 * Spread of one number over the seeds of a setting: the median, and the range of all. A seed that
 * has not come so far counts as infinite, so that a median is not taken over the lucky ones alone.
 *
 * @param known seeds whose number is known, the infinite ones among them
 * @param of seeds that the setting has
 * @param median NaN if nothing is known
 * @param low the least; NaN if nothing is known
 * @param high the greatest; NaN if nothing is known
 */
public record Spread(int known, int of, double median, double low, double high) {
  /** That of a measure over runs; of phases the lower of two in the middle, which is a phase. */
  public static Spread of(List<SweepRun> runs, String measure) {
    double[] sorted = runs.stream()
        .map(run -> run.number(measure))
        .filter(OptionalDouble::isPresent)
        .mapToDouble(OptionalDouble::getAsDouble)
        .sorted()
        .toArray();
    if (sorted.length == 0) {
      return new Spread(0, runs.size(), Double.NaN, Double.NaN, Double.NaN);
    }
    double lower = sorted[(sorted.length - 1) / 2];
    double upper = sorted[sorted.length / 2];
    double median =
        measure.equals(RunMeasures.PHASE) || lower == upper ? lower : lower + (upper - lower) / 2;
    return new Spread(sorted.length, runs.size(), median, sorted[0], sorted[sorted.length - 1]);
  }
}
