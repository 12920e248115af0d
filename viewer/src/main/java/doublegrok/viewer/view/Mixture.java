package doublegrok.viewer.view;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The mixture of reference predictors that is nearest to a model.
 *
 * @param shares weight of each reference, in their order; those that cannot be told apart share one
 *     name, joined by '|'
 * @param unexplained mean Kullback-Leibler divergence of the model from it, in nats
 */
public record Mixture(Map<String, Double> shares, double unexplained) {
  private static final List<String> ORDER = Arrays.stream(doublegrok.task.Reference.values())
      .map(each -> each.label())
      .toList();
  private static final double MEMORY = 0.5;

  /** Puts the shares in the references' order. */
  public Mixture {
    List<String> names = new ArrayList<>(shares.keySet());
    names.sort(Comparator.comparingInt(name -> ORDER.indexOf(name.split("\\|", 2)[0])));
    Map<String, Double> ordered = new LinkedHashMap<>();
    for (String name : names) {
      ordered.put(name, shares.get(name));
    }
    shares = Collections.unmodifiableMap(ordered);
  }

  /**
   * The mixture of a window that fades: each checkpoint counts half of the one after it, as in
   * online EM with a forgetting factor of one half.
   *
   * @param newestFirst at least one, each of as many queries
   */
  public static Mixture fading(List<Mixture> newestFirst) {
    Map<String, Double> sums = new LinkedHashMap<>();
    double unexplained = 0;
    double weight = 1;
    double total = 0;
    for (Mixture each : newestFirst) {
      double factor = weight;
      each.shares.forEach((name, share) -> sums.merge(name, factor * share, Double::sum));
      unexplained += factor * each.unexplained;
      total += factor;
      weight *= MEMORY;
    }
    double all = total;
    sums.replaceAll((name, sum) -> sum / all);
    return new Mixture(sums, unexplained / all);
  }
}
