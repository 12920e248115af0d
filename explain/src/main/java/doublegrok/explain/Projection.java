package doublegrok.explain;

import doublegrok.task.Reference;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Geometry of the references' predictions of real numbers: their mean products, and the mixtures of
 * them that are nearest to what a model predicts.
 */
final class Projection {
  private final List<Reference> references;
  private final double[][] gram;
  private final List<ReferenceGroup> groups;

  /**
   * The geometry of some predictions.
   *
   * @param gram mean products, [reference, reference]; not copied
   */
  Projection(List<Reference> references, double[][] gram) {
    this.references = references;
    this.gram = gram;
    this.groups = ReferenceGroup.merge(references, this::identifiability);
  }

  /** The mean of several, at least one, all of the same references. */
  static Projection mean(List<Projection> all, List<Double> weights) {
    List<Reference> references = all.get(0).references;
    double[][] gram = new double[references.size()][references.size()];
    for (int each = 0; each < all.size(); each++) {
      for (int row = 0; row < gram.length; row++) {
        for (int column = 0; column < gram.length; column++) {
          gram[row][column] += weights.get(each) * all.get(each).gram[row][column];
        }
      }
    }
    return new Projection(references, gram);
  }

  /** The largest mean square of a reference's predictions. */
  double size() {
    return IntStream.range(0, gram.length)
        .mapToDouble(each -> gram[each][each])
        .max()
        .orElseThrow();
  }

  List<ReferenceGroup> groups() {
    return groups;
  }

  /** One less their distance over their lengths together: 1 if they are the same. */
  double identifiability(int one, int other) {
    double lengths = gram[one][one] + gram[other][other];
    double distance = lengths - 2 * gram[one][other];
    return lengths == 0 ? 1 : Math.max(0, 1 - Math.sqrt(Math.max(0, distance) / lengths));
  }

  /**
   * The mixture of the references that is nearest to a model.
   *
   * @param products mean products of the model's predictions with each reference's
   * @param square mean square of the model's predictions
   */
  Attribution attribution(double[] products, double square) {
    if (!Double.isFinite(square)) {
      return Attribution.unknown(groups);
    }
    double[] weights = new SimplexFit(gram, products).weights();
    List<Share> shares = groups.stream()
        .map(group -> new Share(
            group.label(),
            group.members().stream()
                .mapToDouble(member -> weights[references.indexOf(member)])
                .sum()))
        .toList();
    double distance = square;
    for (int row = 0; row < weights.length; row++) {
      distance -= 2 * weights[row] * products[row];
      for (int column = 0; column < weights.length; column++) {
        distance += weights[row] * gram[row][column] * weights[column];
      }
    }
    return new Attribution(shares, square == 0 ? 0 : Math.max(0, distance / square));
  }
}
