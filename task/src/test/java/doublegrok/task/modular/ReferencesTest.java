package doublegrok.task.modular;

import static doublegrok.task.modular.ModularReferences.COPY;
import static doublegrok.task.modular.ModularReferences.EXACT;
import static doublegrok.task.modular.ModularReferences.RATIO;
import static doublegrok.task.modular.ModularReferences.SWITCHBOARD;
import static doublegrok.task.modular.ModularReferences.TABLE;
import static doublegrok.task.modular.ModularReferences.UNIFORM;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import doublegrok.task.Distribution;
import doublegrok.task.EvaluationSampler;
import doublegrok.task.EvaluationSet;
import doublegrok.task.Family;
import doublegrok.task.Reference;
import doublegrok.task.ReferencePredictors;
import doublegrok.task.SequenceLayout;
import doublegrok.task.TokenSequences;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ReferencesTest {
  private static final Distributions BORING = Distributions.boring();
  private static final ModularLinear PLANE = new ModularLinear(11, 2);

  static Stream<Family> families() {
    return Stream.of(
        PLANE, new ModularLinear(7, 3), new ModularLinear(29, 1), new ModularShift(29));
  }

  @Test
  void aFamilyHasTheReferencesThatMakeSenseForIt() {
    List<Distribution> noisy = List.of(BORING.labelNoise(0.1).build());

    assertThat(references(PLANE)).containsExactly(EXACT, SWITCHBOARD, TABLE, RATIO, COPY, UNIFORM);
    assertThat(references(new ModularLinear(11, 1)))
        .containsExactly(EXACT, SWITCHBOARD, TABLE, COPY, UNIFORM);
    assertThat(references(new ModularShift(29)))
        .containsExactly(EXACT, SWITCHBOARD, TABLE, COPY, UNIFORM);
    assertThat(new ModularLinear(251, 2).references(noisy, 1).orElseThrow().references())
        .contains(EXACT);
    assertThat(new ModularLinear(41, 3).references(noisy, 1).orElseThrow().references())
        .containsExactly(SWITCHBOARD, TABLE, RATIO, COPY, UNIFORM);
  }

  /** Every set has a layout of its own; what is not scored is context all the same. */
  @ParameterizedTest
  @MethodSource("families")
  void anAnswerIsPredictedAlikeWhicheverOthersAreScored(Family family) {
    TokenSequences all =
        TokenSequences.of(family.trainingSampler(BORING.build(), 1).batch(0, 30));
    int length = all.layout().length() / 8;
    SequenceLayout last =
        new SequenceLayout(family.form().outputs(), 8 * length, List.of(8 * length - 1), 7);
    SequenceLayout some = new SequenceLayout(
        family.form().outputs(), 8 * length, List.of(2 * length - 1, 6 * length - 1), 1);
    ReferencePredictors references =
        family.references(List.of(BORING.build()), 1).orElseThrow();

    for (int row = 0; row < 30; row++) {
      double[][] everyAnswer = predict(references, all, row);
      double[][] lastAnswer = predict(references, counted(all, last), row);
      double[][] someAnswers = predict(references, counted(all, some), row);
      for (int reference = 0; reference < references.references().size(); reference++) {
        assertThat(lastAnswer[reference]).containsExactly(everyAnswer[reference * 8 + 7]);
        assertThat(someAnswers[reference * 2]).containsExactly(everyAnswer[reference * 8 + 1]);
        assertThat(someAnswers[reference * 2 + 1]).containsExactly(everyAnswer[reference * 8 + 5]);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("families")
  void aSequenceLeavesNoTraceInTheNext(Family family) {
    for (double noise : new double[] {0, 0.2}) {
      Distribution distribution = BORING.labelNoise(noise).build();
      TokenSequences sequences =
          TokenSequences.of(family.trainingSampler(distribution, 1).batch(0, 40));
      ReferencePredictors used = family.references(List.of(distribution), 1).orElseThrow();

      for (int row = 39; row >= 0; row--) {
        ReferencePredictors fresh = family.references(List.of(distribution), 1).orElseThrow();
        assertThat(predict(used, sequences, row)).isDeepEqualTo(predict(fresh, sequences, row));
      }
    }
  }

  @Test
  void referencesAreThoseOfTheCurrentTasksInputsAndNoise() {
    Distribution now = BORING.taskDraw(2).inputFraction(0.4).labelNoise(0.1).build();
    TokenSequences sequences = TokenSequences.of(PLANE.trainingSampler(now, 1).batch(0, 50));
    ReferencePredictors swapped =
        PLANE.references(List.of(BORING.build(), now), 1).orElseThrow();
    ReferencePredictors alone = PLANE.references(List.of(now), 1).orElseThrow();

    for (int row = 0; row < 50; row++) {
      assertThat(predict(swapped, sequences, row)).isDeepEqualTo(predict(alone, sequences, row));
    }
    assertThatThrownBy(() -> PLANE.references(List.of(), 1))
        .hasMessage("history must have at least one distribution, had none");
  }

  /** What tells table, switchboard and exact apart, on the sets that tell models apart. */
  @Test
  void tableSwitchboardAndExactSolveTheirSets() {
    ReferencePredictors references =
        PLANE.references(List.of(BORING.build()), 1).orElseThrow();
    EvaluationSampler sampler = PLANE.evaluationSampler(List.of(BORING.build()), 1);

    for (EvaluationSet set : sampler.sets()) {
      TokenSequences sequences = TokenSequences.of(sampler.sequences(set, 400));
      double[] right = lastAnswers(references, sequences);
      boolean trained = set.equals(ModularSets.ID_TRAIN) || set.equals(ModularSets.ID_TEST);
      assertThat(right[0]).isGreaterThan(0.99);
      assertThat(right[1]).isCloseTo(trained ? 1 : 1.0 / 11, within(1e-9));
      assertThat(right[2]).isCloseTo(set.equals(ModularSets.ID_TRAIN) ? 1 : 1.0 / 11, within(1e-9));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {127, 251})
  void largeModuliFillTheUnsignedByte(int p) {
    for (Family family : List.of(new ModularLinear(p, 2), new ModularShift(p))) {
      int shots = 6;
      Distribution distribution = BORING.tasks(100).shots(shots).build();
      TokenSequences sequences =
          TokenSequences.of(family.trainingSampler(distribution, 1).batch(0, 200));
      ReferencePredictors references =
          family.references(List.of(distribution), 1).orElseThrow();

      double[] right = lastAnswers(references, sequences);

      assertThat(Arrays.copyOf(right, 3)).containsOnly(1.0);
      for (double[] vector : predict(references, sequences, 0)) {
        assertThat(Arrays.stream(vector).sum()).isCloseTo(1, within(1e-12));
      }
    }
  }

  /** 512 examples, every likelihood of which is far below the smallest number there is. */
  @ParameterizedTest
  @ValueSource(doubles = {1e-300, 1e-9, 0.5})
  void longNoisyContextsDoNotUnderflow(double noise) {
    ModularLinear family = new ModularLinear(29, 2);
    int shots = Distribution.MOST_SHOTS;
    Distribution distribution = BORING.shots(shots).labelNoise(noise).build();
    int[] trained = family.trainingSampler(distribution, 1).inDistribution();
    TokenSequences sequences =
        IndependentSequences.of(family, shots, trained, 0.5, 3, new Random(1));
    ReferencePredictors references = family.references(List.of(distribution), 1).orElseThrow();

    for (int row = 0; row < 3; row++) {
      for (double[] vector : predict(references, sequences, row)) {
        assertThat(Arrays.stream(vector).sum()).isCloseTo(1, within(1e-12));
        assertThat(Arrays.stream(vector).min().orElseThrow()).isNotNegative();
      }
      double[][] predicted = predict(references, sequences, row);
      for (int reference = 0; reference < 2; reference++) {
        double[] last = predicted[(reference + 1) * shots - 1];
        assertThat(Arrays.stream(last).max().orElseThrow())
            .isCloseTo(1 - noise + noise / 29, within(1e-9));
      }
    }
  }

  @Test
  void refusesLayoutsOfAnotherFamily() {
    ReferencePredictors references =
        PLANE.references(List.of(BORING.build()), 1).orElseThrow();
    double[] room = new double[6 * 2 * 11];

    for (SequenceLayout foreign : List.of(
        new SequenceLayout(13, 6, List.of(2, 5), 0),
        new SequenceLayout(11, 6, List.of(2, 4), 0),
        new SequenceLayout(11, 3 * 513, List.of(2), 0))) {
      TokenSequences strange =
          new TokenSequences(foreign, 1, new byte[foreign.length()], new int[1]);
      assertThatThrownBy(() -> references.predict(strange, 0, room))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageStartingWith("layout must have vocabulary 11");
    }
  }

  private static List<Reference> references(Family family) {
    return family.references(List.of(BORING.tasks(5).build()), 1).orElseThrow().references();
  }

  /** Probability vectors, [references * answers]. */
  private static double[][] predict(
      ReferencePredictors references, TokenSequences sequences, int row) {
    SequenceLayout layout = sequences.layout();
    int vectors = references.references().size() * layout.answerPositions().size();
    double[] flat = new double[vectors * layout.vocabulary()];
    references.predict(sequences, row, flat);
    return IntStream.range(0, vectors)
        .mapToObj(vector -> Arrays.copyOfRange(
            flat, vector * layout.vocabulary(), (vector + 1) * layout.vocabulary()))
        .toArray(double[][]::new);
  }

  /** The same sequences, of which other answers count. */
  private static TokenSequences counted(TokenSequences sequences, SequenceLayout layout) {
    return new TokenSequences(layout, sequences.count(), sequences.bytes(), sequences.latents());
  }

  /** The mean probability that each reference gives to the true last answer. */
  private static double[] lastAnswers(ReferencePredictors references, TokenSequences sequences) {
    int length = sequences.layout().length();
    int answers = sequences.layout().answerPositions().size();
    double[] right = new double[references.references().size()];
    for (int row = 0; row < sequences.count(); row++) {
      double[][] predicted = predict(references, sequences, row);
      int truth = Byte.toUnsignedInt(sequences.bytes()[(row + 1) * length - 1]);
      for (int reference = 0; reference < right.length; reference++) {
        right[reference] += predicted[(reference + 1) * answers - 1][truth];
      }
    }
    return Arrays.stream(right).map(sum -> sum / sequences.count()).toArray();
  }
}
