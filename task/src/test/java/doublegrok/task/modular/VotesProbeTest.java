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
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The probe of votes asks planted models, whose algorithm is known. */
final class VotesProbeTest {
  private static final int MODULUS = 11;
  private static final ModularLinear FAMILY = new ModularLinear(MODULUS, 2);
  private static final Distribution TWELVE = Distributions.ofShots(12);
  private static final int[] ALL = TaskSelection.firstNumbers(MODULUS * MODULUS);
  private static final int[] TRAINED = FAMILY.tasks(TWELVE, 4);
  private static final long SEED = 4;
  private static final double NEAR = 0.03;
  private static final double INFINITE = 1000;

  /** Answer of a model to a query (x, y) after examples (x, y, z). */
  interface Planted {
    double[] answer(List<int[]> examples, int[] query);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.5, 1, 2})
  void aSearchIsRecognisedWithItsWeight(double eta) {
    Map<String, Finding> found = find(TWELVE, voting(ALL, eta));

    Curve etas = (Curve) found.get("votes-eta");
    assertThat(etas.lines()).extracting(Curve.Line::label).contains("id-train", "ood-test");
    for (Curve.Line line : etas.lines()) {
      for (double fitted : line.values()) {
        assertThat(fitted).as(line.label()).isCloseTo(eta, within(NEAR));
      }
    }
    Curve distances = (Curve) found.get("votes-id-test");
    assertThat(distances.lines().get(0).values()).allMatch(each -> each < 1e-6);
    assertThat(distances.lines().get(1).values().get(2)).isGreaterThan(0.02);
    assertThat(share(found, "search")).isCloseTo(1, within(NEAR));
  }

  @Test
  void theFormulaIsRecognisedByWrongLabels() {
    Map<String, Finding> found = find(TWELVE, voting(ALL, INFINITE));

    assertThat(share(found, "formula")).isCloseTo(1, within(NEAR));
    Curve.Line model = ((Curve) found.get("votes-wrong-labels")).lines().get(0);
    assertThat(model.values()).hasSize(5);
    assertThat(model.values().get(0)).isGreaterThan(0.95);
    assertThat(model.values().get(4)).isBetween(0.6, 0.98);
  }

  @Test
  void theSwitchboardIsRecognised() {
    assertThat(share(find(TWELVE, voting(TRAINED, INFINITE)), "memory")).isCloseTo(1, within(NEAR));
  }

  @Test
  void aMixtureIsRecognisedByItsShares() {
    Planted mixture = (examples, query) -> {
      double[] mixed = voting(ALL, INFINITE).answer(examples, query);
      double[] other = voting(TRAINED, INFINITE).answer(examples, query);
      for (int answer = 0; answer < mixed.length; answer++) {
        mixed[answer] = 0.6 * mixed[answer] + 0.4 * other[answer];
      }
      return mixed;
    };
    Map<String, Finding> found = find(TWELVE, mixture);

    assertThat(share(found, "formula")).isCloseTo(0.6, within(NEAR));
    assertThat(share(found, "memory")).isCloseTo(0.4, within(NEAR));
  }

  /** A vote that weighs nothing is a guess. */
  @Test
  void aGuessIsNotToldFromASearchWithoutWeight() {
    assertThat(share(find(TWELVE, (examples, query) -> filled(1.0 / MODULUS)), "search|heuristic"))
        .isCloseTo(1, within(NEAR));
  }

  @Test
  void copyIsAHeuristic() {
    Planted copy = (examples, query) -> {
      double[] said = filled(examples.isEmpty() ? 1.0 / MODULUS : 0);
      examples.forEach(example -> said[example[2]] += 1.0 / examples.size());
      return said;
    };

    assertThat(share(find(TWELVE, copy), "heuristic")).isCloseTo(1, within(NEAR));
  }

  /** Where every task is trained, the formula is the switchboard. */
  @Test
  void whatCannotBeToldApartIsJoined() {
    Distribution everything = Distributions.boring().tasks(121).shots(12).build();

    assertThat(share(find(everything, voting(ALL, INFINITE)), "formula|memory"))
        .isCloseTo(1, within(NEAR));
  }

  @Test
  void answersThatAreNoNumbersAreTold() {
    Map<String, Finding> found = find(TWELVE, (examples, query) -> filled(Double.NaN));

    Curve etas = (Curve) found.get("votes-eta");
    assertThat(etas.lines().get(0).values()).containsOnly(Double.NaN);
  }

  @Test
  void thereIsNoVoteAmongFewShotsOrOfOneVariable() {
    assertThat(TaskReferences.votes(FAMILY, List.of(Distributions.ofShots(2)), SEED))
        .isEmpty();
    assertThat(TaskReferences.votes(new ModularLinear(MODULUS, 1), List.of(TWELVE), SEED))
        .isEmpty();
  }

  private static double share(Map<String, Finding> found, String label) {
    return ((Shares) found.get("votes-algorithm"))
        .shares().stream()
            .filter(each -> each.label().equals(label))
            .mapToDouble(Shares.Share::value)
            .findFirst()
            .orElse(Double.NaN);
  }

  private static Map<String, Finding> find(Distribution distribution, Planted planted) {
    FamilyProbe probe =
        TaskReferences.votes(FAMILY, List.of(distribution), SEED).get(0);
    return probe.find(new KnownModel((sequences, row) -> predictions(sequences, row, planted)));
  }

  private static double[] predictions(TokenSequences sequences, int row, Planted planted) {
    SequenceLayout layout = sequences.layout();
    double[] predictions = new double[layout.answerPositions().size() * MODULUS];
    List<int[]> examples = new ArrayList<>();
    int at = 0;
    for (int end = 2; end <= layout.lastAnswer(); end += 3) {
      int x = sequences.token(row, end - 2);
      int y = sequences.token(row, end - 1);
      if (layout.answerPositions().contains(end)) {
        double[] said = planted.answer(examples, new int[] {x, y});
        System.arraycopy(said, 0, predictions, MODULUS * at, MODULUS);
        at++;
      }
      examples.add(new int[] {x, y, sequences.token(row, end)});
    }
    return predictions;
  }

  /** Each of the tasks counts by exp(eta v), v the examples that it fits. */
  private static Planted voting(int[] latents, double eta) {
    return (examples, query) -> {
      int[] votes =
          Arrays.stream(latents).map(latent -> votes(latent, examples)).toArray();
      int most = Arrays.stream(votes).max().orElseThrow();
      double[] said = new double[MODULUS];
      for (int place = 0; place < votes.length; place++) {
        said[answer(latents[place], query)] += Math.exp(eta * (votes[place] - most));
      }
      double sum = Arrays.stream(said).sum();
      return Arrays.stream(said).map(each -> each / sum).toArray();
    };
  }

  private static int votes(int latent, List<int[]> examples) {
    return (int)
        examples.stream().filter(each -> answer(latent, each) == each[2]).count();
  }

  private static int answer(int latent, int[] input) {
    return FAMILY.answer(latent, input[0] + MODULUS * input[1]);
  }

  private static double[] filled(double value) {
    double[] filled = new double[MODULUS];
    Arrays.fill(filled, value);
    return filled;
  }
}
