package doublegrok.explain;

import java.util.ArrayList;
import java.util.List;

/**
 * One attribution of predictions of real numbers for several sets and all their shots. Every set
 * has the same weight, and within it every answer, both over the mean square of the references'
 * predictions there, so that large numbers do not drown small ones. Immutable.
 */
public final class RealSpectrum {
  private final List<RealReferenceTable> tables;
  private final List<Double> weights = new ArrayList<>(); // of each answer of each table
  private final Projection pooled;

  private RealSpectrum(List<RealReferenceTable> tables) {
    this.tables = tables;
    List<Projection> all = new ArrayList<>();
    for (RealReferenceTable table : tables) {
      for (int answer = 0; answer < table.answers(); answer++) {
        Projection each = table.projection(answer);
        double size = each.size();
        all.add(each);
        weights.add(size == 0 ? 0 : 1 / size / table.answers() / tables.size());
      }
    }
    this.pooled = Projection.mean(all, weights);
  }

  /**
   * The spectrum of some sets, at least one.
   *
   * @throws IllegalArgumentException if they differ in references
   */
  public static RealSpectrum of(List<RealReferenceTable> tables) {
    for (RealReferenceTable table : tables) {
      if (!table.references().equals(tables.get(0).references())) {
        throw new IllegalArgumentException("the sets of a spectrum must have the same references,"
            + " had " + tables.get(0).references() + " and " + table.references()
            + ": take sets of one family");
      }
    }
    return new RealSpectrum(List.copyOf(tables));
  }

  /** Which references all sets together cannot tell apart. */
  public List<ReferenceGroup> groups() {
    return pooled.groups();
  }

  /**
   * The attribution of one checkpoint.
   *
   * @param products of each set, in the order of the tables of this spectrum
   * @throws IllegalArgumentException if they are of other tables
   */
  public Attribution attribution(List<Products> products) {
    if (!products.stream().map(Products::table).toList().equals(tables)) {
      throw new IllegalArgumentException("products must be of the spectrum's " + tables.size()
          + " tables, in their order, were of others");
    }
    double[] sums = new double[tables.get(0).references().size()];
    double square = 0;
    int item = 0;
    for (Products each : products) {
      for (int answer = 0; answer < each.table().answers(); answer++) {
        double weight = weights.get(item++);
        double[] means = each.products(answer);
        for (int reference = 0; reference < sums.length; reference++) {
          sums[reference] += weight * means[reference];
        }
        square += weight * each.square(answer);
      }
    }
    return pooled.attribution(sums, square);
  }
}
