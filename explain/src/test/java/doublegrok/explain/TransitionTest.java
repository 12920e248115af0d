package doublegrok.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import doublegrok.task.EvaluationSet;
import doublegrok.task.EvaluationSet.Inputs;
import doublegrok.task.EvaluationSet.Shift;
import doublegrok.task.EvaluationSet.Tasks;
import doublegrok.task.FamilyLabels;
import doublegrok.task.Transition;
import doublegrok.task.Transition.Change;
import doublegrok.task.modular.ModularReferences;
import doublegrok.task.modular.ModularSets;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TransitionTest {
  private static final FamilyLabels LABELS =
      new FamilyLabels(ModularSets.all(), ModularReferences.all());
  private static final Transition NEW_INPUTS = Transition.of(Tasks.NOW, Change.GENERALISATION);
  private static final Transition NEW_TASKS = Transition.of(Tasks.NEVER, Change.GENERALISATION);

  @ParameterizedTest
  @CsvSource({
    "id-train, ID-memorisation, ID-loss",
    "id-test, ID-generalisation, ID-loss",
    "ood-train, OOD-memorisation, OOD-loss",
    "ood-test, OOD-generalisation, OOD-loss",
    "ood, OOD-generalisation, OOD-loss",
    "formerly-id-train, formerly-ID-recovery, formerly-ID-loss",
    "formerly-id-test, formerly-ID-recovery, formerly-ID-loss"
  })
  void theSetNamesWhatIsGainedOrLost(String label, String gain, String loss) {
    EvaluationSet set = LABELS.set(label).orElseThrow();

    assertThat(alarm(Alarm.Kind.GAINED).on(set).label()).isEqualTo(gain);
    assertThat(alarm(Alarm.Kind.REGAINED).on(set).label()).isEqualTo(gain);
    assertThat(alarm(Alarm.Kind.LOST).on(set).label()).isEqualTo(loss);
  }

  @Test
  void theGapIsInDecadesOfSteps() {
    assertThat(gap(400, 40_000)).isCloseTo(2, within(1e-12));
    assertThat(gap(400, 200)).isCloseTo(-Math.log10(2), within(1e-12));
  }

  @Test
  void thereIsNoGapWithoutBothRises() {
    assertThat(DoubleGrokking.gap(Map.of())).isEmpty();
    assertThat(DoubleGrokking.gap(Map.of(NEW_INPUTS, 5.0))).isEmpty();
    assertThat(DoubleGrokking.gap(Map.of(NEW_INPUTS, 0.0, NEW_TASKS, 5.0))).isEmpty();
  }

  private static double gap(double id, double ood) {
    return DoubleGrokking.gap(Map.of(
            NEW_INPUTS, id, Transition.of(Tasks.NEVER, Change.MEMORISATION), 1.0, NEW_TASKS, ood))
        .orElseThrow();
  }

  @Test
  void aSetOnAnotherAxisNamesIt() {
    EvaluationSet set = new EvaluationSet(
        "id-x2", Tasks.NOW, Inputs.ANY, Optional.of(new Shift("input scale", "x2")), 1);

    assertThat(alarm(Alarm.Kind.GAINED).on(set).label())
        .isEqualTo("ID-generalisation at input scale x2");
    assertThat(DoubleGrokking.isBoundedBy(alarm(Alarm.Kind.GAINED).on(set))).isFalse();
  }

  private static Alarm alarm(Alarm.Kind kind) {
    return new Alarm(kind, 0, 1, 1, 1, 10, 0.1, 0.2);
  }
}
