package doublegrok.explain;

import doublegrok.task.Reference;
import java.util.List;

/**
 * One attribution for several sets and all their shots: the single mixture of references that
 * explains a model's behaviour as a whole. Every set has the same weight, and within it every
 * answer. References that one set cannot tell apart another may, so they are merged only if all
 * sets together cannot. Immutable.
 */
public final class Spectrum {
  private final List<ReferenceTable> tables;
  private final ReferenceClasses classes;

  private Spectrum(List<ReferenceTable> tables, ReferenceClasses classes) {
    this.tables = tables;
    this.classes = classes;
  }

  /**
   * The spectrum of some sets, at least one.
   *
   * @throws IllegalArgumentException if they differ in references or vocabulary
   */
  public static Spectrum of(List<ReferenceTable> tables) {
    List<Reference> references = tables.get(0).references();
    int items = 0;
    for (ReferenceTable table : tables) {
      requireSameFamily(tables.get(0), table);
      for (int answer = 0; answer < table.answers(); answer++) {
        items += table.classes(answer).size();
      }
    }
    TupleClasses pooled = new TupleClasses(references, items);
    for (ReferenceTable table : tables) {
      for (int answer = 0; answer < table.answers(); answer++) {
        ReferenceClasses each = table.classes(answer);
        for (int index = 0; index < each.size(); index++) {
          pooled.add(each.probabilities(index), each.weight(index) * weight(tables, table));
        }
      }
    }
    return new Spectrum(List.copyOf(tables), pooled.build());
  }

  private static void requireSameFamily(ReferenceTable one, ReferenceTable other) {
    int vocabulary = one.layout().vocabulary();
    int others = other.layout().vocabulary();
    if (!other.references().equals(one.references()) || others != vocabulary) {
      throw new IllegalArgumentException(
          "the sets of a spectrum must have the same references and vocabulary, had %s of %d"
                  .formatted(labels(one), vocabulary)
              + " and %s of %d: take sets of one family".formatted(labels(other), others));
    }
  }

  private static List<String> labels(ReferenceTable table) {
    return table.references().stream().map(Reference::label).toList();
  }

  /** Which references all sets together cannot tell apart. */
  public List<ReferenceGroup> groups() {
    return classes.groups();
  }

  /**
   * The attribution of one checkpoint.
   *
   * @param masses of each set, in the order of the tables of this spectrum
   * @throws IllegalArgumentException if they are of other tables
   */
  public Attribution attribution(List<Masses> masses) {
    if (!masses.stream().map(Masses::table).toList().equals(tables)) {
      int count = masses.size();
      throw new IllegalArgumentException(
          "masses must be of the spectrum's %d tables, in their order, were of %s"
              .formatted(tables.size(), count == tables.size() ? "others" : count + " tables"));
    }
    double[] pooled = new double[classes.size()];
    double negativeEntropy = 0;
    int item = 0;
    for (Masses each : masses) {
      double weight = weight(tables, each.table());
      for (int answer = 0; answer < each.table().answers(); answer++) {
        negativeEntropy += weight * each.negativeEntropy(answer);
        for (double mass : each.masses(answer)) {
          pooled[classes.indices().at(item++)] += weight * mass;
        }
      }
    }
    return classes.attribution(pooled, negativeEntropy);
  }

  private static double weight(List<ReferenceTable> tables, ReferenceTable table) {
    return 1.0 / tables.size() / table.answers();
  }
}
