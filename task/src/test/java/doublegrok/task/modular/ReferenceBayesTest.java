package doublegrok.task.modular;

import static org.assertj.core.api.Assertions.assertThat;

import doublegrok.task.Distribution;
import doublegrok.task.Family;
import doublegrok.task.Reference;
import doublegrok.task.ReferencePredictors;
import doublegrok.task.TokenSequences;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The references against Bayes' rule, spelt out. */
final class ReferenceBayesTest {
  private static final int SHOTS = 6;
  private static final int SEQUENCES = 25;
  private static final long SEED = 3;

  static Stream<Arguments> families() {
    return IntStream.of(3, 5, 7)
        .boxed()
        .flatMap(p -> Stream.of(
            new ModularLinear(p, 1),
            new ModularLinear(p, 2),
            new ModularLinear(p, 3),
            new ModularShift(p)))
        .flatMap(family -> Stream.of(0.0, 0.1, 0.5).map(noise -> Arguments.of(family, noise)));
  }

  @ParameterizedTest
  @MethodSource("families")
  void everyReferenceIsBayesRuleOverItsHypotheses(Family family, double noise) {
    Distribution distribution = Distributions.boring()
        .tasks((BayesRule.latents(family) + 2) / 3)
        .inputFraction(0.6)
        .shots(SHOTS)
        .labelNoise(noise)
        .build();

    assertAgreement(family, distribution, allLatents(family), noise);
    assertAgreement(family, distribution, trained(family, distribution), noise);
  }

  /** Tokens that no task explains. */
  @ParameterizedTest
  @MethodSource("families")
  void aContradictoryContextIsTakenAsBayesRuleTakesIt(Family family, double noise) {
    Distribution distribution = Distributions.boring()
        .tasks((BayesRule.latents(family) + 2) / 3)
        .shots(SHOTS)
        .labelNoise(noise)
        .build();

    assertAgreement(family, distribution, allLatents(family), 1);
  }

  private static void assertAgreement(
      Family family, Distribution distribution, int[] latents, double noiseOfTokens) {
    Distribution before =
        Distributions.boring().tasks(1).taskDraw(5).inputFraction(1).build();
    ReferencePredictors references =
        family.references(List.of(before, distribution), SEED).orElseThrow();
    BayesRule rule = BayesRule.of(family, distribution, SEED);
    TokenSequences sequences =
        IndependentSequences.of(family, SHOTS, latents, noiseOfTokens, SEQUENCES, new Random(7));
    int p = family.form().outputs();
    int vectors = references.references().size() * SHOTS;
    double[] predicted = new double[vectors * p];
    Map<Reference, Double> worst = new HashMap<>();
    double excess = 0;
    for (int row = 0; row < SEQUENCES; row++) {
      references.predict(sequences, row, predicted);
      int[][] inputs = inputs(sequences, row);
      int[] answers = answers(sequences, row);
      for (int i = 0; i < vectors; i++) {
        int shot = i % SHOTS;
        Reference reference = references.references().get(i / SHOTS);
        double[] actual = Arrays.copyOfRange(predicted, i * p, (i + 1) * p);
        double[] expected = rule.predict(
            reference, Arrays.copyOf(inputs, shot), Arrays.copyOf(answers, shot), inputs[shot]);
        worst.merge(reference, distance(actual, expected), Math::max);
        excess = Math.max(excess, Math.abs(Arrays.stream(actual).sum() - 1));
      }
    }
    assertThat(worst).hasSize(references.references().size());
    assertThat(worst.values()).allMatch(distance -> distance < 1e-9, "in " + worst);
    assertThat(excess).isLessThan(1e-12);
  }

  private static double distance(double[] actual, double[] expected) {
    return IntStream.range(0, expected.length)
        .mapToDouble(z -> Math.abs(actual[z] - expected[z]))
        .max()
        .orElseThrow();
  }

  private static int[] answers(TokenSequences sequences, int row) {
    return sequences.layout().answerPositions().stream()
        .mapToInt(position -> sequences.token(row, position))
        .toArray();
  }

  private static int[][] inputs(TokenSequences sequences, int row) {
    int length = sequences.layout().length() / SHOTS;
    return IntStream.range(0, SHOTS)
        .mapToObj(shot -> IntStream.range(0, length - 1)
            .map(i -> sequences.token(row, shot * length + i))
            .toArray())
        .toArray(int[][]::new);
  }

  private static int[] allLatents(Family family) {
    return IntStream.range(0, BayesRule.latents(family)).toArray();
  }

  private static int[] trained(Family family, Distribution distribution) {
    return family.trainingSampler(distribution, SEED).inDistribution();
  }
}
