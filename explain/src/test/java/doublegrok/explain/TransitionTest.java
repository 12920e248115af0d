package doublegrok.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import doublegrok.task.EvaluationSet;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TransitionTest {
  @ParameterizedTest
  @CsvSource({
    "ID_TRAIN, ID-memorisation, ID-loss",
    "ID_TEST, ID-generalisation, ID-loss",
    "OOD_TRAIN, OOD-memorisation, OOD-loss",
    "OOD_TEST, OOD-generalisation, OOD-loss",
    "OOD, OOD-generalisation, OOD-loss",
    "FORMERLY_ID_TRAIN, formerly-ID-recovery, formerly-ID-loss",
    "FORMERLY_ID_TEST, formerly-ID-recovery, formerly-ID-loss"
  })
  void theSetNamesWhatIsGainedOrLost(EvaluationSet set, String gain, String loss) {
    assertThat(Transition.of(set, Alarm.Kind.GAINED).label()).isEqualTo(gain);
    assertThat(Transition.of(set, Alarm.Kind.REGAINED).label()).isEqualTo(gain);
    assertThat(Transition.of(set, Alarm.Kind.LOST).label()).isEqualTo(loss);
  }

  @Test
  void theGapIsInDecadesOfSteps() {
    assertThat(gap(400, 40_000)).isCloseTo(2, within(1e-12));
    assertThat(gap(400, 200)).isCloseTo(-Math.log10(2), within(1e-12));
  }

  @Test
  void thereIsNoGapWithoutBothRises() {
    assertThat(DoubleGrokking.gap(Map.of())).isEmpty();
    assertThat(DoubleGrokking.gap(Map.of(Transition.ID_GENERALISATION, 5L))).isEmpty();
    assertThat(DoubleGrokking.gap(
            Map.of(Transition.ID_GENERALISATION, 0L, Transition.OOD_GENERALISATION, 5L)))
        .isEmpty();
  }

  private static double gap(long id, long ood) {
    return DoubleGrokking.gap(Map.of(
            Transition.ID_GENERALISATION, id,
            Transition.OOD_MEMORISATION, 1L,
            Transition.OOD_GENERALISATION, ood))
        .orElseThrow();
  }
}
