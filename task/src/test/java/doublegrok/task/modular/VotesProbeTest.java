package doublegrok.task.modular;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import doublegrok.task.AskedModel;
import doublegrok.task.Distribution;
import doublegrok.task.FamilyProbe;
import doublegrok.task.SequenceLayout;
import doublegrok.task.TaskSelection;
import doublegrok.task.TokenSequences;
import doublegrok.task.finding.Curve;
import doublegrok.task.finding.Finding;
import doublegrok.task.finding.Shares;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Planted models, whose algorithm is known. */
final class VotesProbeTest {
  private static final ModularLinear FAMILY = new ModularLinear(11, 2);
  private static final Distribution TRAINED = Distributions.ofShots(12);
  private static final long SEED = 4;
  private static final double NEAR = 0.03;

  @ParameterizedTest
  @ValueSource(doubles = {0.5, 1, 2})
  void aSearchIsRecognisedWithItsWeight(double eta) {
    Map<String, Finding> found = find((all, trained) -> all.tempered(eta));

    Curve etas = (Curve) found.get("votes-eta");
    for (Curve.Line line : etas.lines()) {
      for (double fitted : line.values()) {
        assertThat(fitted).as(line.label()).isCloseTo(eta, within(NEAR));
      }
    }
    assertThat(share(found, "search")).isCloseTo(1, within(NEAR));
  }

  @Test
  void theFormulaIsRecognisedByWrongLabels() {
    Map<String, Finding> found =
        find((all, trained) -> all.tempered(Double.POSITIVE_INFINITY));

    assertThat(share(found, "formula")).isCloseTo(1, within(NEAR));
    Curve.Line model = ((Curve) found.get("votes-wrong-labels")).lines().get(0);
    assertThat(model.values()).hasSize(5);
    assertThat(model.values().get(0)).isEqualTo(1);
    assertThat(model.values().get(4)).isBetween(0.6, 0.98);
  }

  @Test
  void theSwitchboardIsRecognised() {
    Map<String, Finding> found =
        find((all, trained) -> trained.tempered(Double.POSITIVE_INFINITY));

    assertThat(share(found, "memory")).isCloseTo(1, within(NEAR));
  }

  @Test
  void aMixtureIsRecognisedByItsShares() {
    Map<String, Finding> found = find((all, trained) -> {
      double[] formula = all.tempered(Double.POSITIVE_INFINITY);
      double[] mixed = trained.tempered(Double.POSITIVE_INFINITY);
      for (int answer = 0; answer < mixed.length; answer++) {
        mixed[answer] = 0.6 * formula[answer] + 0.4 * mixed[answer];
      }
      return mixed;
    });

    assertThat(share(found, "formula")).isCloseTo(0.6, within(NEAR));
    assertThat(share(found, "memory")).isCloseTo(0.4, within(NEAR));
  }

  /** A vote that weighs nothing is a guess. */
  @Test
  void aGuessIsNotToldFromASearchWithoutWeight() {
    Map<String, Finding> found = find((all, trained) -> {
      double[] alike = new double[11];
      Arrays.fill(alike, 1.0 / 11);
      return alike;
    });

    assertThat(share(found, "search|heuristic")).isGreaterThan(1 - NEAR);
  }

  /** Where every task is trained, the formula is the switchboard. */
  @Test
  void whatCannotBeToldApartIsJoined() {
    Distribution all = Distributions.boring().tasks(121).shots(12).build();
    Map<String, Finding> found =
        find(all, (votes, trained) -> votes.tempered(Double.POSITIVE_INFINITY));

    assertThat(share(found, "formula|memory")).isCloseTo(1, within(NEAR));
  }

  @Test
  void answersThatAreNoNumbersAreTold() {
    Map<String, Finding> found = find((all, trained) -> {
      double[] none = new double[11];
      Arrays.fill(none, Double.NaN);
      return none;
    });

    Curve etas = (Curve) found.get("votes-eta");
    assertThat(etas.lines().get(0).values()).containsOnly(Double.NaN);
  }

  @Test
  void thereIsNoVoteAmongFewShotsOrOfOneVariable() {
    assertThat(VotesProbe.of(FAMILY, List.of(Distributions.ofShots(2)), SEED)).isEmpty();
    assertThat(VotesProbe.of(new ModularLinear(11, 1), List.of(TRAINED), SEED)).isEmpty();
  }

  private static double share(Map<String, Finding> found, String label) {
    return ((Shares) found.get("votes-algorithm"))
        .shares().stream()
            .filter(each -> each.label().equals(label))
            .mapToDouble(Shares.Share::value)
            .findFirst()
            .orElse(Double.NaN);
  }

  private static Map<String, Finding> find(BiFunction<Votes, Votes, double[]> answer) {
    return find(TRAINED, answer);
  }

  private static Map<String, Finding> find(
      Distribution distribution, BiFunction<Votes, Votes, double[]> answer) {
    FamilyProbe probe = VotesProbe.of(FAMILY, List.of(distribution), SEED).get(0);
    return probe.find(model(distribution, answer));
  }

  /** A model that answers by the votes of all and of the trained tasks. */
  private static AskedModel model(
      Distribution distribution, BiFunction<Votes, Votes, double[]> answer) {
    int[] all = TaskSelection.firstNumbers(121);
    int[] trained = FAMILY.tasks(distribution, SEED);
    return new KnownModel((sequences, row) -> predictions(sequences, row, all, trained, answer));
  }

  private static double[] predictions(
      TokenSequences sequences,
      int row,
      int[] all,
      int[] trained,
      BiFunction<Votes, Votes, double[]> answer) {
    VotingTasks ofAll = new VotingTasks(AffineTasks.linear(11, 2, all));
    VotingTasks ofTrained = new VotingTasks(AffineTasks.linear(11, 2, trained));
    SequenceLayout layout = sequences.layout();
    double[] predictions = new double[layout.answerPositions().size() * 11];
    int at = 0;
    for (int end = 2; end <= layout.lastAnswer(); end += 3) {
      int[] input = {sequences.token(row, end - 2), sequences.token(row, end - 1)};
      if (layout.answerPositions().contains(end)) {
        double[] said = answer.apply(ofAll.votes(input), ofTrained.votes(input));
        System.arraycopy(said, 0, predictions, 11 * at, 11);
        at++;
      }
      ofAll.observe(input, sequences.token(row, end));
      ofTrained.observe(input, sequences.token(row, end));
    }
    return predictions;
  }
}
