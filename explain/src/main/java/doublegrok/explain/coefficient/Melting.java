package doublegrok.explain.coefficient;

import doublegrok.explain.coefficient.Landscape.Context;
import doublegrok.explain.coefficient.Landscape.Level;
import doublegrok.task.Estimate;
import java.util.List;

/**
 * The characteristic temperature of a context: where half of its skill above guessing is gone.
 *
 * @param label of the context
 * @param temperature between two of the scan, by the logarithm; NaN if it lies on none
 * @param where whether it lies on the scan
 */
public record Melting(String label, Estimate temperature, Where where) {
  /** Part of what there is to be had above guessing, below which there is no skill to melt. */
  private static final double LEAST = 0.1;

  /** Place of a temperature. */
  public enum Where {
    /** There is no skill that could melt. */
    NO_SKILL,
    /** More than half of it is gone at the coldest temperature. */
    COLDER,
    /** Between two temperatures. */
    BETWEEN,
    /** More than half of it is left at the hottest temperature. */
    HOTTER
  }

  static Melting of(Context context, Level settled, int number, List<Reading> readings) {
    double guessing = context.guessing().skill();
    double height = settled.skill() - guessing;
    double most = Double.isNaN(settled.accuracy()) ? -guessing : 1 - guessing;
    if (!(height > LEAST * most)) {
      return new Melting(context.label(), none(), Where.NO_SKILL);
    }
    double half = guessing + height / 2;
    double between =
        half(half, readings.stream().map(each -> each.level(number)).toList(), readings);
    Where where = Double.isNaN(between)
        ? readings.get(0).level(number).skill() < half ? Where.COLDER : Where.HOTTER
        : Where.BETWEEN;
    int chains = readings.get(0).levels().size();
    double[] each = new double[chains];
    for (int chain = 0; chain < chains; chain++) {
      int one = chain;
      each[chain] = half(
          half, readings.stream().map(at -> at.levels().get(one).get(number)).toList(), readings);
    }
    double error = chains < 2 ? Double.NaN : Math.sqrt(Sample.variance(each) / chains);
    return new Melting(context.label(), new Estimate(between, error), where);
  }

  private static Estimate none() {
    return new Estimate(Double.NaN, Double.NaN);
  }

  /** The first temperature at which the skill is down to a half; NaN if that is not between two. */
  private static double half(double half, List<Level> levels, List<Reading> readings) {
    for (int at = 0; at < levels.size(); at++) {
      double after = levels.get(at).skill();
      if (after < half) {
        if (at == 0) {
          return Double.NaN;
        }
        double before = levels.get(at - 1).skill();
        double part = (before - half) / (before - after);
        double colder = Math.log(readings.get(at - 1).temperature());
        double hotter = Math.log(readings.get(at).temperature());
        return Math.exp(colder + part * (hotter - colder));
      }
    }
    return Double.NaN;
  }
}
