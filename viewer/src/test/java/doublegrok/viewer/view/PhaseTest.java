package doublegrok.viewer.view;

import static org.assertj.core.api.Assertions.assertThat;

import doublegrok.task.EvaluationSet;
import doublegrok.task.EvaluationSet.Inputs;
import doublegrok.task.EvaluationSet.Shift;
import doublegrok.task.EvaluationSet.Tasks;
import doublegrok.task.FamilyLabels;
import doublegrok.task.Score;
import doublegrok.task.modular.ModularSets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PhaseTest {
  @ParameterizedTest
  @CsvSource({
    "'', nothing learned yet",
    "id-train=9, nothing learned yet",
    "id-train=90, ID memorisation",
    "id-train=90 id-test=9, ID memorisation",
    "id-train=90 id-test=90 ood-train=9 ood-test=9, ID generalisation",
    "id-train=90 id-test=90 ood-train=90 ood-test=9, OOD memorisation",
    "id-train=90 id-test=9 ood-train=90 ood-test=9, OOD memorisation",
    "id-train=90 id-test=90 ood-train=90 ood-test=90, OOD generalisation",
    "id-train=90 id-test=90 ood=9, ID generalisation",
    "id-train=90 id-test=90 ood=90, OOD generalisation",
    "formerly-id-train=90 formerly-id-test=90, nothing learned yet",
    "another-set=90, nothing learned yet"
  })
  void thePhaseIsTheFurthestSetThatIsSolved(String correctOfHundred, String expected) {
    Map<String, Score> accuracies = new LinkedHashMap<>();
    for (String each : correctOfHundred.split(" ", -1)) {
      if (!each.isEmpty()) {
        String[] entry = each.split("=", 2);
        accuracies.put(entry[0], Score.ofAnswers(Long.parseLong(entry[1]), 100, 0));
      }
    }

    assertThat(phase(accuracies)).isEqualTo(expected);
  }

  /** Wilson (1927) by hand: of 100, 60 correct give a lower end of .502, 59 one of .492. */
  @Test
  void aSetIsSolvedOnlyWhereItsWholeIntervalLiesAboveOneHalf() {
    assertThat(phase(Map.of("id-train", Score.ofAnswers(59, 100, 0))))
        .isEqualTo("nothing learned yet");
    assertThat(phase(Map.of("id-train", Score.ofAnswers(60, 100, 0)))).isEqualTo("ID memorisation");
  }

  /** As where the only task that is never trained adds nothing, and the question is repeated. */
  @Test
  void whatIsRightBeforeAnyTrainingIsNotSolved() {
    Map<String, Score> untrained = Map.of("ood", Score.ofAnswers(80, 100, 0));
    Map<String, Score> later = Map.of("ood", Score.ofAnswers(85, 100, 0));
    Map<String, Score> learned = Map.of("ood", Score.ofAnswers(99, 100, 0));

    assertThat(Phase.of(untrained, untrained, ExampleRun.LABELS)).isEqualTo(Phase.NOT_LEARNED);
    assertThat(Phase.of(later, untrained, ExampleRun.LABELS)).isEqualTo(Phase.NOT_LEARNED);
    assertThat(Phase.of(learned, untrained, ExampleRun.LABELS).label())
        .isEqualTo("OOD generalisation");
  }

  @Test
  void fewQueriesProveNothing() {
    assertThat(phase(Map.of("id-train", Score.ofAnswers(3, 3, 0))))
        .isEqualTo("nothing learned yet");
    assertThat(phase(Map.of("id-train", Score.none()))).isEqualTo("nothing learned yet");
  }

  @Test
  void whereNoAnswerIsRightOrWrongThereIsNoPhase() {
    assertThat(phase(Map.of("id-train", Score.ofErrors(100, 3, 1)))).isEmpty();
  }

  @Test
  void aSetThatIsShiftedOnAnotherAxisTellsNoPhase() {
    EvaluationSet shifted = new EvaluationSet(
        "id-x2", Tasks.NEVER, Inputs.ANY, Optional.of(new Shift("input scale", "x2")), 1);
    FamilyLabels labels = new FamilyLabels(List.of(ModularSets.ID_TRAIN, shifted), List.of());
    Score solved = Score.ofAnswers(90, 100, 0);

    assertThat(Phase.of(Map.of("id-train", solved, "id-x2", solved), labels).label())
        .isEqualTo("ID memorisation");
  }

  @Test
  void everyPhaseIsFurtherThanTheOneBefore() {
    assertThat(Phase.all())
        .isSorted()
        .extracting(Phase::label)
        .containsExactly(
            "nothing learned yet",
            "ID memorisation",
            "ID generalisation",
            "OOD memorisation",
            "OOD generalisation");
  }

  private static String phase(Map<String, Score> scores) {
    return Phase.of(scores, ExampleRun.LABELS).label();
  }
}
