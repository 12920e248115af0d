package doublegrok.explain.coefficient;

import doublegrok.explain.coefficient.Landscape.Level;
import doublegrok.task.Estimate;
import java.util.List;

/**
 * What was read at one temperature.
 *
 * @param inverseTemperature n beta
 * @param coefficient lambda-hat = n beta (E L - L(w*)) over the batches, with its standard error
 * @param contexts the same of each context's loss
 * @param levels mean levels of each context, by chain: [chain][context]
 * @param heat heat capacity (n beta)^2 Var L; NaN where its halves differ, or it breaks the
 *     fluctuation identity
 * @param light whether they are estimates
 * @param traces n beta times the loss of each draw less the centre's, by chain
 */
public record Reading(
    double inverseTemperature,
    Estimate coefficient,
    List<Estimate> contexts,
    List<List<Level>> levels,
    double heat,
    Light light,
    List<double[]> traces) {
  public Reading {
    contexts = List.copyOf(contexts);
    levels = levels.stream().map(List::copyOf).toList();
    traces = List.copyOf(traces);
  }

  /** T = 1 / (n beta), in nats if losses are. */
  public double temperature() {
    return 1 / inverseTemperature;
  }

  /** Mean level of a context over the chains. */
  public Level level(int context) {
    return mean(levels.stream().map(each -> each.get(context)).toList());
  }

  Reading withHeat(double found) {
    return new Reading(inverseTemperature, coefficient, contexts, levels, found, light, traces);
  }

  static Level mean(List<Level> levels) {
    return new Level(
        levels.stream().mapToDouble(Level::loss).average().orElse(Double.NaN),
        levels.stream().mapToDouble(Level::accuracy).average().orElse(Double.NaN));
  }
}
