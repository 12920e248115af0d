package doublegrok.task.language;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import doublegrok.task.AskedModel;
import doublegrok.task.Distribution;
import doublegrok.task.ModelActivations;
import doublegrok.task.Reference;
import doublegrok.task.ReferencePredictors;
import doublegrok.task.Sequences;
import doublegrok.task.finding.Finding;
import doublegrok.task.finding.Grid;
import doublegrok.task.finding.Scalar;
import doublegrok.task.finding.Scalars;
import doublegrok.task.finding.Shares;
import doublegrok.task.key.Values;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class QuestionsProbeTest {
  private static final Languages FAMILY = new Languages(Values.none());
  private static final List<Distribution> HISTORY = List.of(LanguagesTest.version(96, 16));

  static Stream<Reference> solvers() {
    return Stream.concat(
        DisputedContexts.SOLVERS.stream(), Stream.of(LanguageReferences.UNIFORM));
  }

  @ParameterizedTest
  @MethodSource("solvers")
  void aSolverIsRecognised(Reference planted) {
    Map<String, Finding> found = find(96, new Planted(96, List.of(planted)));

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
    Map<String, Finding> found = find(96, new Planted(96, both));

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
    Grid grid = (Grid) find(96, new Planted(96, List.of(LanguageReferences.SLOT)))
        .get("questions-words");

    assertThat(grid.layers()).hasSize(6);
    assertThat(grid.layers().get(0).cells().rows()).isEqualTo(10);
    assertThat(grid.about().caption()).matches(".*0 \\(exact, not composition\\): \\d \\d, .* \\?.*");
  }

  @Test
  void whatIsNoNumberIsSaid() {
    Map<String, Finding> found = find(96, new Planted(96, List.of()));

    assertThat(shares(found)).allMatch(share -> Double.isNaN(share.value()));
  }

  private static List<Shares.Share> shares(Map<String, Finding> found) {
    return ((Shares) found.get("questions-solvers")).shares();
  }

  private static Map<String, Finding> find(int tasks, AskedModel model) {
    return FAMILY.probes(history(tasks), 3, Values.none()).get(0).find(model);
  }

  private static List<Distribution> history(int tasks) {
    return HISTORY.stream().map(each -> each.with(Distribution.TASKS, tasks)).toList();
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

  /** A model that answers as some references do on the average; no numbers if there are none. */
  private record Planted(int tasks, List<Reference> references) implements AskedModel {
    @Override
    public void predict(Sequences sequences, Predictions taker) {
      ReferencePredictors all = FAMILY.references(history(tasks), 3).orElseThrow();
      int answers = sequences.layout().answerPositions().size();
      int words = sequences.layout().vocabulary();
      double[] predictions = new double[all.references().size() * answers * words];
      List<Integer> places = new ArrayList<>();
      references.forEach(each -> places.add(all.references().indexOf(each)));
      for (int row = 0; row < sequences.count(); row++) {
        all.predict(sequences, row, predictions);
        for (int answer = 0; answer < answers; answer++) {
          double[] said = new double[words];
          for (int word = 0; word < words; word++) {
            double sum = 0;
            for (int place : places) {
              sum += predictions[(place * answers + answer) * words + word];
            }
            said[word] = sum / places.size();
          }
          taker.add(row, answer, said);
        }
      }
    }

    @Override
    public ModelActivations activations(Sequences sequences, int count, int length) {
      throw new UnsupportedOperationException("nobody looks inside");
    }
  }
}
