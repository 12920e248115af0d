package doublegrok.explain;

import static doublegrok.task.modular.ModularReferences.EXACT;
import static doublegrok.task.modular.ModularReferences.RATIO;
import static doublegrok.task.modular.ModularReferences.UNIFORM;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import doublegrok.task.Reference;
import doublegrok.task.modular.ModularReferences;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class TupleClassesTest {
  private static final List<Reference> THREE = List.of(EXACT, RATIO, UNIFORM);

  @Test
  void equalTuplesShareAClassUpToARounding() {
    TupleClasses classes = new TupleClasses(THREE, 5);
    classes.add(new double[] {0.98, 0.5, 0.1}, 1);
    classes.add(new double[] {0.01, 0.5, 0.1}, 2);
    classes.add(new double[] {0.9801, 0.5, 0.1}, 3);
    classes.add(new double[] {0.01, 0.5, 0.2}, 4);
    classes.add(new double[] {0.99, 0.5, 0.1}, 5);

    ReferenceClasses built = classes.build();

    assertThat(built.size()).isEqualTo(4);
    assertThat(indices(built, 5)).containsExactly(0, 1, 0, 2, 3);
    assertThat(built.weight(0)).isEqualTo(4);
    assertThat(built.probabilities(0)[0]).isCloseTo((0.98 + 3 * 0.9801) / 4, within(1e-15));
  }

  @Test
  void tooManyClassesAreMergedAndKeepTheirMeans() {
    int items = 40_000;
    Random random = new Random(5);
    TupleClasses classes = new TupleClasses(THREE, items);
    double[][] tuples = new double[items][];
    double[] sums = new double[3];
    for (int item = 0; item < items; item++) {
      tuples[item] = random.doubles(3, 0.001, 0.999).toArray();
      classes.add(tuples[item], 0.5);
      for (int reference = 0; reference < 3; reference++) {
        sums[reference] += tuples[item][reference];
      }
    }

    ReferenceClasses built = classes.build();

    assertThat(built.size()).isBetween(TupleClasses.MOST / 16, TupleClasses.MOST);
    for (int reference = 0; reference < 3; reference++) {
      double total = 0;
      for (int index = 0; index < built.size(); index++) {
        total += 2 * built.weight(index) * built.probabilities(index)[reference];
      }
      assertThat(total).isCloseTo(sums[reference], within(1e-6));
    }
    int[] indices = indices(built, items);
    for (int item = 0; item < items; item++) {
      double ratio = built.probabilities(indices[item])[0] / tuples[item][0];
      assertThat(Math.abs(Math.log(ratio))).isLessThan(1.2);
    }
  }

  @Test
  void indicesTakeOneByteWhereTheyFit() {
    char[] indices = {0, 255, 7};
    char[] wider = {0, 255, 256, 4095};
    char[] barelyWider = {256};

    assertThat(new ClassIndices(indices, 256).bytes()).isEqualTo(3);
    assertThat(new ClassIndices(indices, 256).at(1)).isEqualTo(255);
    assertThat(new ClassIndices(wider, 4096).bytes()).isEqualTo(8);
    assertThat(new ClassIndices(wider, 4096).at(3)).isEqualTo(4095);
    assertThat(new ClassIndices(barelyWider, 257).at(0)).isEqualTo(256);
  }

  @Test
  void entropyTermsAreThoseOfTheLogarithm() {
    Random random = new Random(1);
    for (int draw = 0; draw < 100_000; draw++) {
      double q = Math.exp(-9.6 * random.nextDouble());
      assertThat(EntropyTerm.of(q) - q * Math.log(q)).isBetween(-1e-15, 5e-7 * q);
    }
    assertThat(EntropyTerm.of(1)).isZero();
    assertThat(EntropyTerm.of(1e-30)).isCloseTo(1e-30 * Math.log(1e-30), within(1e-40));
    assertThat(EntropyTerm.of(Double.NaN)).isNaN();
    assertThat(EntropyTerm.of(-0.1)).isNaN();
  }

  @Test
  void referencesAreMergedAcrossACommonNeighbour() {
    List<Reference> all = ModularReferences.all();
    // Copy links exact, which is like table, and switchboard, which is like ratio.
    List<List<Integer>> alike = List.of(List.of(0, 2), List.of(1, 3), List.of(2, 4), List.of(3, 4));

    List<ReferenceGroup> groups = ReferenceGroup.merge(
        all, (one, other) -> alike.contains(List.of(other, one)) ? 0.951 : 0.95);

    assertThat(groups)
        .extracting(ReferenceGroup::label)
        .containsExactly("exact|switchboard|table|ratio|copy", "uniform");
  }

  private static int[] indices(ReferenceClasses classes, int items) {
    int[] indices = new int[items];
    for (int item = 0; item < items; item++) {
      indices[item] = classes.indices().at(item);
    }
    return indices;
  }
}
