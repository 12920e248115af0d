package doublegrok.explain;

import static doublegrok.task.modular.ModularReferences.COPY;
import static doublegrok.task.modular.ModularReferences.EXACT;
import static doublegrok.task.modular.ModularReferences.RATIO;
import static doublegrok.task.modular.ModularReferences.SWITCHBOARD;
import static doublegrok.task.modular.ModularReferences.TABLE;
import static doublegrok.task.modular.ModularReferences.UNIFORM;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import doublegrok.task.EvaluationSet;
import doublegrok.task.Reference;
import doublegrok.task.modular.ModularReferences;
import doublegrok.task.modular.ModularSets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Models whose mixture is known, on 1024 sequences of each set at p = 11. */
final class PlantedMixtureTest {
  private static final Map<EvaluationSet, PlantedSet> SETS = PlantedSet.sets(1024);

  static List<Map<Reference, Double>> mixtures() {
    return List.of(
        Map.of(SWITCHBOARD, 0.5, EXACT, 0.3, RATIO, 0.2),
        Map.of(TABLE, 0.6, COPY, 0.3, SWITCHBOARD, 0.1),
        Map.of(UNIFORM, 0.7, RATIO, 0.3),
        Map.of(EXACT, 0.2, SWITCHBOARD, 0.2, TABLE, 0.15, RATIO, 0.15, COPY, 0.2, UNIFORM, 0.1));
  }

  @ParameterizedTest
  @MethodSource("mixtures")
  void everyGroupHasTheSumOfItsPlantedParts(Map<Reference, Double> planted) {
    List<Masses> masses = masses(planted);
    for (Masses each : masses) {
      List<Attribution> found = each.attributions();
      for (int answer = 0; answer < PlantedSet.SHOTS; answer++) {
        assertSame(found.get(answer), each.table().groups(answer), planted);
      }
    }

    Attribution spectrum = spectrum().attribution(masses);
    assertThat(spectrum.shares()).hasSize(ModularReferences.all().size());
    assertSame(spectrum, spectrum().groups(), planted);
  }

  @ParameterizedTest
  @MethodSource("doublegrok.task.modular.ModularReferences#all")
  void aPureModelIsWhollyThatReference(Reference reference) {
    List<Masses> masses = masses(Map.of(reference, 1.0));
    for (Masses each : masses) {
      assertThat(each.attributions()).allSatisfy(found -> {
        assertThat(shareWith(reference, found)).isGreaterThan(0.97);
        assertThat(found.unexplained()).isBetween(0.0, 1e-5);
      });
    }

    Attribution spectrum = spectrum().attribution(masses);
    assertThat(spectrum.shares()).extracting(Share::references).contains(reference.label());
    assertThat(shareWith(reference, spectrum)).isGreaterThan(0.99);
    assertThat(spectrum.unexplained()).isBetween(0.0, 1e-5);
  }

  /** What each set can't tell apart: all references agree on the task, or none knows it. */
  @Test
  void mergesWhatTheSetCannotTellApart() {
    assertThat(groups(ModularSets.ID_TRAIN, 4)).contains("exact|switchboard|table");
    assertThat(groups(ModularSets.ID_TEST, 4)).contains("exact|switchboard", "table|uniform");
    assertThat(groups(ModularSets.OOD_TRAIN, 4)).contains("exact", "switchboard|table|uniform");
    assertThat(groups(ModularSets.OOD_TEST, 1)).contains("exact|ratio", "switchboard");
    assertThat(groups(ModularSets.OOD_TEST, 3)).contains("exact", "ratio", "copy");
  }

  @Test
  void predictionsThatAreNoMixtureStayUnexplained() {
    PlantedSet set = SETS.get(ModularSets.OOD_TEST);
    Masses wrong = set.masses((answer, query) -> {
      double[] next = new double[PlantedSet.MODULUS];
      next[(set.truth(answer, query) + 1) % PlantedSet.MODULUS] = 1;
      return next;
    });

    List<Attribution> found = wrong.attributions();

    // Nothing better than guessing: the divergence of a smoothed certainty from uniform.
    double certain = Smoothing.of(1, PlantedSet.MODULUS);
    double other = Smoothing.of(0, PlantedSet.MODULUS);
    double fromUniform = certain * Math.log(certain * PlantedSet.MODULUS)
        + 10 * other * Math.log(other * PlantedSet.MODULUS);
    assertThat(found.get(23).unexplained()).isCloseTo(fromUniform, within(0.05));
    assertThat(found).allSatisfy(each -> assertThat(each.unexplained()).isGreaterThan(1));
  }

  private static void assertSame(
      Attribution found, List<ReferenceGroup> groups, Map<Reference, Double> planted) {
    assertThat(found.shares())
        .extracting(Share::references)
        .containsExactlyElementsOf(groups.stream().map(ReferenceGroup::label).toList());
    PlantedShares.assertFound(found, groups, planted);
  }

  private static double shareWith(Reference reference, Attribution attribution) {
    return attribution.shares().stream()
        .filter(
            share -> Arrays.asList(share.references().split("\\|", -1)).contains(reference.label()))
        .mapToDouble(Share::weight)
        .sum();
  }

  private static List<String> groups(EvaluationSet set, int answer) {
    return SETS.get(set).table().groups(answer).stream()
        .map(ReferenceGroup::label)
        .toList();
  }

  private static Spectrum spectrum() {
    return Spectrum.of(SETS.values().stream().map(PlantedSet::table).toList());
  }

  private static List<Masses> masses(Map<Reference, Double> planted) {
    return SETS.values().stream().map(set -> set.masses(planted)).toList();
  }
}
