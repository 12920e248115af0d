package doublegrok.task.regression;

import doublegrok.task.Eigenvectors;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;

/**
 * Share of the least-squares weights that an algorithm finds along eigenvectors of the examples'
 * covariance, by eigenvalue s: 1 for least squares, in proportion to s for one step of gradient
 * descent, 1 - (1 - a s)(1 - b s) for two, s / (s + v) for ridge regression.
 *
 * @param bands eigenvalues of whitened inputs, by bands of as many each
 */
record SpectralFilter(List<List<Component>> bands) {
  private static final int BANDS = 8;

  /** Eigenvalues below this are none: there are fewer examples than dimensions. */
  private static final double LEAST = 1e-6;

  /**
   * Component of a query's solutions along an eigenvector.
   *
   * @param query whose it is
   * @param vector the eigenvector; not copied
   * @param found by least squares
   */
  @SuppressWarnings("ArrayRecordComponent")
  record Component(AskedQuery query, double eigenvalue, double[] vector, double found) {}

  static SpectralFilter of(List<AskedQuery> queries) {
    List<Component> all = new ArrayList<>();
    for (AskedQuery query : queries) {
      Eigenvectors found = Eigenvectors.of(query.covariance());
      for (int i = 0; i < found.values().length; i++) {
        double eigenvalue = found.values()[i];
        double[] vector = found.vectors()[i];
        if (eigenvalue > LEAST) {
          double along = Vectors.dot(vector, query.products()) / eigenvalue;
          all.add(new Component(query, eigenvalue, vector, along));
        }
      }
    }
    all.sort(Comparator.comparingDouble(Component::eigenvalue));
    List<List<Component>> bands = new ArrayList<>();
    for (int band = 0; band < BANDS; band++) {
      List<Component> inside =
          all.subList(band * all.size() / BANDS, (band + 1) * all.size() / BANDS);
      if (!inside.isEmpty()) {
        bands.add(List.copyOf(inside));
      }
    }
    return new SpectralFilter(List.copyOf(bands));
  }

  /** The mean eigenvalue of each band. */
  List<Double> eigenvalues() {
    return bands.stream()
        .map(band -> band.stream().mapToDouble(Component::eigenvalue).average().orElseThrow())
        .toList();
  }

  /**
   * The share that is found in each band, by least squares.
   *
   * @param weights that an algorithm has for a query
   * @param variances of the inputs along their axes
   */
  List<Double> shares(Function<AskedQuery, double[]> weights, double[] variances) {
    double[] roots = Conditions.roots(variances);
    List<Double> shares = new ArrayList<>();
    for (List<Component> band : bands) {
      double both = 0;
      double square = 0;
      for (Component each : band) {
        double[] whitened = weights.apply(each.query()).clone();
        Arrays.setAll(whitened, axis -> roots[axis] * whitened[axis]);
        both += each.found() * Vectors.dot(each.vector(), whitened);
        square += each.found() * each.found();
      }
      shares.add(both / square);
    }
    return shares;
  }
}
