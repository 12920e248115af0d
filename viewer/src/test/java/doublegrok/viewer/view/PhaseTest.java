package doublegrok.viewer.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PhaseTest {
  @ParameterizedTest
  @CsvSource({
    "'', NOT_LEARNED",
    "id-train=9, NOT_LEARNED",
    "id-train=90, ID_MEMORISATION",
    "id-train=90 id-test=9, ID_MEMORISATION",
    "id-train=90 id-test=90 ood-train=9 ood-test=9, ID_GENERALISATION",
    "id-train=90 id-test=90 ood-train=90 ood-test=9, OOD_MEMORISATION",
    "id-train=90 id-test=9 ood-train=90 ood-test=9, OOD_MEMORISATION",
    "id-train=90 id-test=90 ood-train=90 ood-test=90, OOD_GENERALISATION",
    "id-train=90 id-test=90 ood=9, ID_GENERALISATION",
    "id-train=90 id-test=90 ood=90, OOD_GENERALISATION",
    "formerly-id-train=90 formerly-id-test=90, NOT_LEARNED",
    "another-set=90, NOT_LEARNED"
  })
  void thePhaseIsTheFurthestSetThatIsSolved(String correctOfHundred, Phase expected) {
    Map<String, Accuracy> accuracies = new LinkedHashMap<>();
    for (String each : correctOfHundred.split(" ", -1)) {
      if (!each.isEmpty()) {
        String[] entry = each.split("=", 2);
        accuracies.put(entry[0], new Accuracy(Long.parseLong(entry[1]), 100, 0));
      }
    }

    assertThat(Phase.of(accuracies)).isEqualTo(expected);
  }

  /** Wilson (1927) by hand: of 100, 60 correct give a lower end of .502, 59 one of .492. */
  @Test
  void aSetIsSolvedOnlyWhereItsWholeIntervalLiesAboveOneHalf() {
    assertThat(Phase.of(Map.of("id-train", new Accuracy(59, 100, 0)))).isEqualTo(Phase.NOT_LEARNED);
    assertThat(Phase.of(Map.of("id-train", new Accuracy(60, 100, 0))))
        .isEqualTo(Phase.ID_MEMORISATION);
  }

  @Test
  void fewQueriesProveNothing() {
    assertThat(Phase.of(Map.of("id-train", new Accuracy(3, 3, 0)))).isEqualTo(Phase.NOT_LEARNED);
    assertThat(Phase.of(Map.of("id-train", new Accuracy(0, 0, 0)))).isEqualTo(Phase.NOT_LEARNED);
  }
}
