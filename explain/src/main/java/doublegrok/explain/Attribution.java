package doublegrok.explain;

import java.util.List;

/**
 * Mixture of the references that a model's predictions are.
 *
 * @param shares one for each group of references, in their order; the weights sum to 1
 * @param unexplained mean Kullback-Leibler divergence of the model's smoothed predictions from the
 *     mixture, in nats; of real numbers the share of their mean square that lies beside the
 *     mixture: 0, up to 1e-5, if they are a mixture of the references
 */
public record Attribution(List<Share> shares, double unexplained) {
  public Attribution {
    shares = List.copyOf(shares);
  }

  /** Every number is NaN: of predictions that are no numbers, or of none at all. */
  static Attribution unknown(List<ReferenceGroup> groups) {
    return new Attribution(
        groups.stream().map(group -> new Share(group.label(), Double.NaN)).toList(), Double.NaN);
  }

  /** Whether the model's probabilities were numbers. */
  public boolean known() {
    return !Double.isNaN(unexplained);
  }
}
