package doublegrok.explain;

import doublegrok.task.Mixture;
import doublegrok.task.Reference;
import java.util.List;

/**
 * Items (a token of a query) by what the references say of them: items of one class have the same
 * smoothed probability in every reference. To fit a mixture of the references, the model's mass in
 * each class is all that must be known of it.
 */
final class ReferenceClasses {
  private final List<Reference> references;
  private final ClassIndices indices;
  private final double[] weights;
  private final double[][] probabilities;
  private final List<ReferenceGroup> groups;

  /**
   * Classes of items whose weights sum to the vocabulary, as those of one query do.
   *
   * @param indices class of each item
   * @param weights summed weight of each class
   * @param probabilities smoothed, [class, reference]; not copied
   */
  ReferenceClasses(
      List<Reference> references,
      ClassIndices indices,
      double[] weights,
      double[][] probabilities) {
    this.references = references;
    this.indices = indices;
    this.weights = weights;
    this.probabilities = probabilities;
    this.groups = ReferenceGroup.merge(references, this::identifiability);
  }

  ClassIndices indices() {
    return indices;
  }

  int size() {
    return weights.length;
  }

  double weight(int index) {
    return weights[index];
  }

  /** The smoothed probability of each reference in the class; not copied. */
  double[] probabilities(int index) {
    return probabilities[index];
  }

  List<ReferenceGroup> groups() {
    return groups;
  }

  /** Bhattacharyya coefficient of two references, a mean over queries: 1 if they are the same. */
  double identifiability(int one, int other) {
    double sum = 0;
    for (int index = 0; index < weights.length; index++) {
      double[] tuple = probabilities[index];
      sum += weights[index] * Math.sqrt(tuple[one] * tuple[other]);
    }
    return sum;
  }

  /**
   * The mixture of the references that explains a model best.
   *
   * @param masses the model's smoothed probability of each class, a mean over queries
   * @param negativeEntropy sum of q ln q over the tokens, a mean over queries, in nats
   */
  Attribution attribution(double[] masses, double negativeEntropy) {
    if (!Double.isFinite(negativeEntropy)) {
      return Attribution.unknown(groups);
    }
    Mixture.Point best = new Mixture(probabilities, masses).best();
    List<Share> shares = groups.stream()
        .map(group -> new Share(group.label(), share(group, best.weights())))
        .toList();
    return new Attribution(shares, Math.max(0, negativeEntropy - best.logLikelihood()));
  }

  private double share(ReferenceGroup group, double[] weights) {
    double sum = 0;
    for (Reference member : group.members()) {
      sum += weights[references.indexOf(member)];
    }
    return sum;
  }
}
