package doublegrok.task.modular;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import doublegrok.task.Distribution;
import doublegrok.task.FamilyProbe;
import doublegrok.task.SequenceLayout;
import doublegrok.task.TaskSelection;
import doublegrok.task.TokenSequences;
import doublegrok.task.finding.Curve;
import doublegrok.task.finding.Finding;
import doublegrok.task.finding.Shares;
import doublegrok.task.key.Values;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Votes for shifts, written out: an example (x, z) votes for z - x. */
final class ShiftVotesTest {
  private static final int MODULUS = 11;
  private static final ModularShift FAMILY = new ModularShift(MODULUS);
  private static final Distribution NINE =
      Distributions.boring().tasks(8).shots(9).build();
  private static final long SEED = 4;
  private static final double NEAR = 0.03;

  @ParameterizedTest
  @ValueSource(doubles = {0.5, 1})
  void aSearchIsRecognisedWithItsWeight(double eta) {
    Map<String, Finding> found = find(eta, 0);

    assertThat(share(found, "search")).isCloseTo(1, within(NEAR));
    for (Curve.Line line : ((Curve) found.get("votes-eta")).lines()) {
      assertThat(line.values().stream().filter(each -> !each.isNaN()))
          .as(line.label())
          .isNotEmpty()
          .allSatisfy(each -> assertThat(each).isCloseTo(eta, within(NEAR)));
    }
  }

  /** Wrong labels vote for shifts of their own each, so a heavy vote is all but the formula. */
  @Test
  void theFormulaAndTheTrainedTasksAreToldApart() {
    assertThat(largest(find(1000, 0))).isEqualTo("formula|search");
    assertThat(largest(find(1000, 1))).isEqualTo("memory");
  }

  private static String largest(Map<String, Finding> found) {
    return ((Shares) found.get("votes-algorithm"))
        .shares().stream()
            .filter(each -> each.value() > 1 - NEAR)
            .map(Shares.Share::label)
            .findFirst()
            .orElse(found.get("votes-algorithm").toString());
  }

  /** An example tells the shift wherever it stands, so there is no line to be on. */
  @Test
  void thereIsNoRatioAmongShifts() {
    Map<String, Finding> found = find(1, 0);

    assertThat(((Curve) found.get("votes-wrong-labels")).lines())
        .extracting(Curve.Line::label)
        .containsExactly("model", "formula", "search", "memory");
    assertThat(((Curve) found.get("votes-ood")).lines())
        .extracting(Curve.Line::label)
        .containsExactlyInAnyOrder("search", "exact", "switchboard");
  }

  private static double share(Map<String, Finding> found, String label) {
    return ((Shares) found.get("votes-algorithm"))
        .shares().stream()
            .filter(each -> each.label().equals(label))
            .mapToDouble(Shares.Share::value)
            .findFirst()
            .orElse(Double.NaN);
  }

  /**
   * What is found in votes of a weight.
   *
   * @param trained 1 for votes of the trained tasks alone, 0 for those of all
   */
  private static Map<String, Finding> find(double eta, int trained) {
    FamilyProbe probe = FAMILY
        .probes(
            List.of(NINE),
            SEED,
            Values.none().with(ModularFamily.GRID_SHOTS, 8).with(ModularFamily.IMPOSTORS, 0))
        .stream()
        .filter(each -> each.name().equals("votes"))
        .findFirst()
        .orElseThrow();
    int[] tasks = trained == 1 ? FAMILY.tasks(NINE, SEED) : TaskSelection.firstNumbers(MODULUS);
    return probe.find(new KnownModel((sequences, row) -> predictions(sequences, row, tasks, eta)));
  }

  private static double[] predictions(TokenSequences sequences, int row, int[] tasks, double eta) {
    SequenceLayout layout = sequences.layout();
    double[] predictions = new double[layout.answerPositions().size() * MODULUS];
    int[] votes = new int[MODULUS];
    int at = 0;
    for (int end = 1; end <= layout.lastAnswer(); end += 2) {
      int x = sequences.token(row, end - 1);
      if (layout.answerPositions().contains(end)) {
        int most = Arrays.stream(tasks).map(task -> votes[task]).max().orElseThrow();
        double sum = Arrays.stream(tasks)
            .mapToDouble(task -> Math.exp(eta * (votes[task] - most)))
            .sum();
        for (int task : tasks) {
          predictions[at * MODULUS + (x + task) % MODULUS] =
              Math.exp(eta * (votes[task] - most)) / sum;
        }
        at++;
      }
      votes[Math.floorMod(sequences.token(row, end) - x, MODULUS)]++;
    }
    return predictions;
  }
}
