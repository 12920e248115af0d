package doublegrok.task.language;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import doublegrok.task.AskedModel;
import doublegrok.task.Distribution;
import doublegrok.task.Reference;
import doublegrok.task.finding.Finding;
import doublegrok.task.finding.Grid;
import doublegrok.task.finding.Scalar;
import doublegrok.task.finding.Scalars;
import doublegrok.task.finding.Shares;
import doublegrok.task.key.Values;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class QuestionsProbeTest {
  private static final Languages FAMILY = new Languages(Values.none());

  static Stream<Reference> solvers() {
    return Stream.concat(DisputedContexts.SOLVERS.stream(), Stream.of(LanguageReferences.UNIFORM));
  }

  @ParameterizedTest
  @MethodSource("solvers")
  void aSolverIsRecognised(Reference planted) {
    Map<String, Finding> found = find(planted(planted));

    for (Shares.Share share : shares(found)) {
      double expected = share.label().equals(planted.label()) ? 1 : 0;
      assertThat(share.value()).as(share.label()).isCloseTo(expected, within(0.03));
    }
    for (Scalar score : ((Scalars) found.get("questions-pairs")).scalars()) {
      if (score.label().startsWith(planted.label() + ",")) {
        assertThat(score.value()).as(score.label()).isCloseTo(1, within(1e-9));
      }
      if (score.label().endsWith(" " + planted.label())) {
        assertThat(score.value()).as(score.label()).isCloseTo(0, within(1e-9));
      }
    }
  }

  @Test
  void aMixtureOfTwoIsRecognised() {
    List<Reference> both = List.of(LanguageReferences.EXACT, LanguageReferences.CLOSURE);
    Map<String, Finding> found = find(planted(both.toArray(Reference[]::new)));

    for (Shares.Share share : shares(found)) {
      boolean planted = both.stream().anyMatch(each -> each.label().equals(share.label()));
      assertThat(share.value()).as(share.label()).isCloseTo(planted ? 0.5 : 0, within(0.03));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {8, 32, 96, 256})
  void questionsSeparateEachPair(int tasks) {
    for (DisputedContexts.Dispute dispute : disputes(tasks)) {
      assertThat(dispute.questions()).hasSize(32);
      assertThat(dispute.questions())
          .as("%s, %d trained", dispute.label(), tasks)
          .allMatch(each -> each.difference(dispute.one(), dispute.other()) > 0.3);
    }
  }

  @Test
  void theMostDisputedAreShownInWords() {
    Grid grid = (Grid) find(planted(LanguageReferences.SLOT)).get("questions-words");

    assertThat(grid.layers()).hasSize(6);
    assertThat(grid.layers().get(0).cells().rows()).isEqualTo(10);
    assertThat(grid.about().caption())
        .matches(".*0 \\(exact, not composition\\): \\d \\d, .* \\?.*");
  }

  @Test
  void whatIsNoNumberIsSaid() {
    Map<String, Finding> found = find(planted());

    assertThat(shares(found)).allMatch(share -> Double.isNaN(share.value()));
  }

  private static List<Shares.Share> shares(Map<String, Finding> found) {
    return ((Shares) found.get("questions-solvers")).shares();
  }

  private static Planted planted(Reference... references) {
    return Planted.of(FAMILY, history(96), List.of(references));
  }

  private static Map<String, Finding> find(AskedModel model) {
    return FAMILY.probes(history(96), 3, Values.none()).get(0).find(model);
  }

  private static List<Distribution> history(int tasks) {
    return List.of(LanguagesTest.version(tasks, 16));
  }

  private static List<DisputedContexts.Dispute> disputes(int tasks) {
    LanguageSize size = new LanguageSize(4, 2);
    LanguageTable table = new LanguageTable(size);
    int[] trained = LanguageSelection.trained(size, history(tasks).get(0), 3);
    LanguageClasses classes = new LanguageClasses(size, List.of(trained), 3);
    return DisputedContexts.of(
            new LanguageEvaluation(table, 16, classes, 3).neverTrained(256),
            new LanguageWalk(table, trained))
        .disputes();
  }
}
