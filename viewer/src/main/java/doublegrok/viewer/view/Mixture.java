package doublegrok.viewer.view;

import doublegrok.task.FamilyLabels;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Mixture of reference predictors that is nearest to a model.
 *
 * @param shares weight of each reference, by name unless it is put into another order; those that
 *     cannot be told apart share one name, joined by '|'
 * @param unexplained mean Kullback-Leibler divergence of the model from it, in nats
 */
public record Mixture(Map<String, Double> shares, double unexplained) {
  private static final double MEMORY = 0.5;

  public Mixture {
    shares = Collections.unmodifiableMap(new LinkedHashMap<>(shares));
  }

  /** A mixture as records have it, which know no order. */
  public static Mixture ofRecord(Map<String, Double> shares, double unexplained) {
    return new Mixture(new TreeMap<>(shares), unexplained);
  }

  /** The same with its shares in the order of the family's references. */
  public Mixture inOrder(FamilyLabels labels) {
    return new Mixture(labels.sharesInOrder(shares), unexplained);
  }

  /**
   * The mixture of a window that fades: each checkpoint counts half of the one after it, as in
   * online EM with a forgetting factor of one half.
   *
   * @param newestFirst at least one, each of as many queries
   */
  public static Mixture fading(List<Mixture> newestFirst) {
    Map<String, Double> sums = new TreeMap<>();
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
