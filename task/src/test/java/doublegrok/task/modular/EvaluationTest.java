package doublegrok.task.modular;

import static doublegrok.task.modular.ModularSets.FORMERLY_ID_TEST;
import static doublegrok.task.modular.ModularSets.FORMERLY_ID_TRAIN;
import static doublegrok.task.modular.ModularSets.ID_TEST;
import static doublegrok.task.modular.ModularSets.ID_TRAIN;
import static doublegrok.task.modular.ModularSets.OOD;
import static doublegrok.task.modular.ModularSets.OOD_TEST;
import static doublegrok.task.modular.ModularSets.OOD_TRAIN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import doublegrok.task.Distribution;
import doublegrok.task.EvaluationSampler;
import doublegrok.task.EvaluationSet;
import doublegrok.task.Family;
import doublegrok.task.SequenceLayout;
import doublegrok.task.TokenSequences;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class EvaluationTest {
  private static final ModularLinear LINEAR = new ModularLinear(11, 2);
  private static final ModularShift SHIFT = new ModularShift(29);
  private static final Distributions BORING = Distributions.boring();
  private static final List<Distribution> ONE = List.of(BORING.build());
  private static final List<Distribution> SWAPPED =
      List.of(BORING.build(), BORING.taskDraw(1).build(), BORING.taskDraw(2).build());

  @Test
  void aFamilyHasTheSetsThatAreNotEmpty() {
    List<Distribution> allTasks = List.of(BORING.tasks(29).build());
    List<Distribution> allInputs = List.of(BORING.inputFraction(1).build());

    assertThat(LINEAR.evaluationSampler(ONE, 1).sets())
        .containsExactly(ID_TRAIN, ID_TEST, OOD_TRAIN, OOD_TEST);
    assertThat(LINEAR.evaluationSampler(SWAPPED, 1).sets())
        .containsExactly(
            ID_TRAIN, ID_TEST, OOD_TRAIN, OOD_TEST, FORMERLY_ID_TRAIN, FORMERLY_ID_TEST);
    assertThat(LINEAR.evaluationSampler(allInputs, 1).sets()).containsExactly(ID_TRAIN, OOD_TRAIN);
    assertThat(SHIFT.evaluationSampler(ONE, 1).sets()).containsExactly(ID_TRAIN, ID_TEST, OOD);
    assertThat(SHIFT.evaluationSampler(SWAPPED, 1).sets())
        .containsExactly(ID_TRAIN, ID_TEST, OOD, FORMERLY_ID_TRAIN, FORMERLY_ID_TEST);
    assertThat(SHIFT.evaluationSampler(allTasks, 1).sets()).containsExactly(ID_TRAIN, ID_TEST);
    assertThat(SHIFT.evaluationSampler(allInputs, 1).sets()).containsExactly(ID_TRAIN, OOD);
  }

  @ParameterizedTest
  @MethodSource("doublegrok.task.modular.Seeds#seeds")
  void tasksAreOfTheirClassAfterSwaps(long seed) {
    Set<Integer> first = trained(LINEAR, SWAPPED.get(0), seed);
    Set<Integer> second = trained(LINEAR, SWAPPED.get(1), seed);
    Set<Integer> now = trained(LINEAR, SWAPPED.get(2), seed);
    Set<Integer> formerly = new TreeSet<>(first);
    formerly.addAll(second);
    formerly.removeAll(now);
    EvaluationSampler sampler = LINEAR.evaluationSampler(SWAPPED, seed);

    for (EvaluationSet set : List.of(ID_TRAIN, ID_TEST)) {
      assertThat(tasks(sampler, set)).isEqualTo(now);
    }
    for (EvaluationSet set : List.of(FORMERLY_ID_TRAIN, FORMERLY_ID_TEST)) {
      assertThat(tasks(sampler, set)).isEqualTo(formerly);
    }
    for (EvaluationSet set : List.of(OOD_TRAIN, OOD_TEST)) {
      assertThat(tasks(sampler, set))
          .hasSize(121 - now.size() - formerly.size())
          .doesNotContainAnyElementsOf(first)
          .doesNotContainAnyElementsOf(second)
          .doesNotContainAnyElementsOf(now);
    }
  }

  @ParameterizedTest
  @MethodSource("doublegrok.task.modular.Seeds#seeds")
  void linearSetsHaveInputsOfTheirKindAlone(long seed) {
    InputSplit split = LINEAR.inputSplit(0.75, seed);
    EvaluationSampler sampler = LINEAR.evaluationSampler(SWAPPED, seed);

    for (EvaluationSet set : sampler.sets()) {
      boolean train = List.of(ID_TRAIN, OOD_TRAIN, FORMERLY_ID_TRAIN).contains(set);
      TokenSequences sequences = TokenSequences.of(sampler.sequences(set, 100));
      assertThat(sequences.layout()).isEqualTo(LINEAR.layout(Distributions.ofShots(8)));
      for (int[] inputs : Decoded.of(sequences, 8).inputs()) {
        assertThat(Arrays.stream(inputs)).allMatch(input -> split.isTrain(input) == train);
        assertThat(inputs).doesNotHaveDuplicates();
      }
    }
  }

  @ParameterizedTest
  @MethodSource("doublegrok.task.modular.Seeds#seeds")
  void shiftSetsHoldTheQueryOutAndNothingElse(long seed) {
    EvaluationSampler sampler = SHIFT.evaluationSampler(SWAPPED, seed);

    for (EvaluationSet set : List.of(ID_TRAIN, ID_TEST, FORMERLY_ID_TRAIN, FORMERLY_ID_TEST)) {
      boolean test = List.of(ID_TEST, FORMERLY_ID_TEST).contains(set);
      TokenSequences sequences = TokenSequences.of(sampler.sequences(set, 100));
      int[][] inputs = Decoded.of(sequences, 8).inputs();
      for (int row = 0; row < 100; row++) {
        InputSplit split = SHIFT.inputSplit(sequences.latents()[row], 0.75, seed);
        assertThat(Arrays.stream(inputs[row]).limit(7)).allMatch(split::isTrain);
        assertThat(split.isTrain(inputs[row][7])).isEqualTo(!test);
        assertThat(inputs[row]).doesNotHaveDuplicates();
      }
    }
  }

  @Test
  void aShiftTestScoresOnlyTheLastAnswer() {
    EvaluationSampler sampler = SHIFT.evaluationSampler(ONE, 1);

    SequenceLayout test = sampler.sequences(ID_TEST, 1).layout();

    assertThat(test).isEqualTo(new SequenceLayout(29, 16, List.of(15), 7));
    assertThat(sampler.sequences(ID_TRAIN, 1).layout())
        .isEqualTo(SHIFT.layout(Distributions.ofShots(8)));
    assertThat(sampler.sequences(OOD, 1).layout())
        .isEqualTo(SHIFT.layout(Distributions.ofShots(8)));
  }

  @Test
  void everyHeldOutQueryAndEveryOutOfDistributionInputOccurs() {
    EvaluationSampler sampler = SHIFT.evaluationSampler(ONE, 1);
    Set<Integer> expected = new TreeSet<>();
    for (int latent : trained(SHIFT, ONE.get(0), 1)) {
      Arrays.stream(SHIFT.inputSplit(latent, 0.75, 1).heldOut())
          .forEach(input -> expected.add(29 * latent + input));
    }

    Set<Integer> queried = new TreeSet<>();
    TokenSequences sequences = TokenSequences.of(sampler.sequences(ID_TEST, 1000));
    int[][] inputs = Decoded.of(sequences, 8).inputs();
    for (int row = 0; row < 1000; row++) {
      queried.add(29 * sequences.latents()[row] + inputs[row][7]);
    }

    assertThat(queried).isEqualTo(expected);
    assertThat(Arrays.stream(Decoded.of(sampler.sequences(OOD, 500), 8).allInputs())
            .distinct())
        .hasSize(29);
  }

  /** A task trained formerly keeps the fraction with which it was last trained. */
  @Test
  void aFormerShiftTaskKeepsItsSplit() {
    List<Distribution> history = List.of(
        BORING.inputFraction(0.3).build(), BORING.taskDraw(1).inputFraction(1).build());
    EvaluationSampler sampler = SHIFT.evaluationSampler(history, 1);

    assertThat(sampler.sets()).containsExactly(ID_TRAIN, OOD, FORMERLY_ID_TRAIN, FORMERLY_ID_TEST);
    TokenSequences sequences = TokenSequences.of(sampler.sequences(FORMERLY_ID_TRAIN, 100));
    int[][] inputs = Decoded.of(sequences, 8).inputs();
    for (int row = 0; row < 100; row++) {
      InputSplit split = SHIFT.inputSplit(sequences.latents()[row], 0.3, 1);
      assertThat(Arrays.stream(inputs[row])).allMatch(split::isTrain);
    }
  }

  @Test
  void tasksAreCoveredAsEvenlyAsTheCountAllows() {
    EvaluationSampler sampler = LINEAR.evaluationSampler(SWAPPED, 1);

    for (EvaluationSet set : sampler.sets()) {
      for (int sequences : new int[] {5, 12, 100, 500}) {
        Map<Integer, Integer> counts = new TreeMap<>();
        for (int latent : sampler.sequences(set, sequences).latents()) {
          counts.merge(latent, 1, Integer::sum);
        }
        int tasks = tasks(sampler, set).size();
        assertThat(counts).hasSize(Math.min(tasks, sequences));
        assertThat(counts.values())
            .allMatch(n -> n == sequences / tasks || n == (sequences + tasks - 1) / tasks);
      }
    }
  }

  @Test
  void atMost256TasksAreEvaluatedOutOfDistribution() {
    EvaluationSampler sampler = new ModularLinear(29, 2).evaluationSampler(ONE, 1);

    assertThat(tasks(sampler, OOD_TRAIN)).hasSize(256).isEqualTo(tasks(sampler, OOD_TEST));
  }

  @ParameterizedTest
  @MethodSource("doublegrok.task.modular.Seeds#seeds")
  void sequencesAreTheSameAtEveryCallAndAMoreNumerousSetBeginsWithThem(long seed) {
    for (Family family : List.of(LINEAR, SHIFT)) {
      EvaluationSampler sampler = family.evaluationSampler(SWAPPED, seed);
      for (EvaluationSet set : sampler.sets()) {
        byte[] once = TokenSequences.of(sampler.sequences(set, 50)).bytes();
        assertThat(TokenSequences.of(sampler.sequences(set, 80)).bytes()).startsWith(once);
        assertThat(TokenSequences.of(family.evaluationSampler(SWAPPED, seed).sequences(set, 50))
                .bytes())
            .containsExactly(once);
      }
    }
  }

  /** What a swap leaves alone, or moves to another set, is measured on the same sequences. */
  @Test
  void aSwapLeavesTheSequencesOfATaskAsTheyWere() {
    List<Distribution> noisier = List.of(
        BORING.build(), BORING.labelNoise(0.5).collinear(0.5).unbalanced().build());
    List<Distribution> moved =
        List.of(BORING.build(), BORING.taskDraw(9).tasks(3).build());
    byte[] before = TokenSequences.of(LINEAR.evaluationSampler(ONE, 1).sequences(ID_TEST, 100))
        .bytes();

    EvaluationSampler after = LINEAR.evaluationSampler(noisier, 1);
    Map<Integer, byte[]> firstBefore = firstOfTasks(LINEAR.evaluationSampler(ONE, 1), ID_TEST);
    Map<Integer, byte[]> firstAfter =
        firstOfTasks(LINEAR.evaluationSampler(moved, 1), FORMERLY_ID_TEST);

    assertThat(TokenSequences.of(after.sequences(ID_TEST, 100)).bytes()).containsExactly(before);
    assertThat(firstAfter).hasSizeGreaterThanOrEqualTo(9);
    firstAfter.forEach((task, tokens) -> assertThat(tokens).containsExactly(firstBefore.get(task)));
  }

  @Test
  void answersAreTrueUnderNoiseAndCurriculum() {
    List<Distribution> noisy = List.of(BORING.labelNoise(0.9).collinear(1).build());
    TokenSequences sequences =
        TokenSequences.of(LINEAR.evaluationSampler(noisy, 1).sequences(OOD_TEST, 200));
    Decoded decoded = Decoded.of(sequences, 8);

    for (int row = 0; row < 200; row++) {
      int latent = sequences.latents()[row];
      for (int shot = 0; shot < 8; shot++) {
        int input = decoded.inputs()[row][shot];
        assertThat(decoded.answers()[row][shot])
            .isEqualTo((latent % 11 * (input % 11) + latent / 11 * (input / 11)) % 11);
      }
    }
  }

  @Test
  void refusesAnEmptyHistoryAnAbsentSetAndNoSequences() {
    EvaluationSampler sampler = SHIFT.evaluationSampler(ONE, 1);

    assertThatThrownBy(() -> SHIFT.evaluationSampler(List.of(), 1))
        .hasMessage("history must have at least one distribution, had none");
    assertThatThrownBy(() -> sampler.sequences(OOD_TEST, 1))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> sampler.sequences(OOD, 0))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static Set<Integer> trained(Family family, Distribution distribution, long seed) {
    return setOf(family.trainingSampler(distribution, seed).inDistribution());
  }

  private static Set<Integer> tasks(EvaluationSampler sampler, EvaluationSet set) {
    return setOf(sampler.sequences(set, 1000).latents());
  }

  private static Set<Integer> setOf(int[] tasks) {
    return new TreeSet<>(Arrays.stream(tasks).boxed().toList());
  }

  private static Map<Integer, byte[]> firstOfTasks(EvaluationSampler sampler, EvaluationSet set) {
    TokenSequences sequences =
        TokenSequences.of(sampler.sequences(set, tasks(sampler, set).size()));
    int length = sequences.layout().length();
    Map<Integer, byte[]> tokens = new TreeMap<>();
    for (int row = 0; row < sequences.count(); row++) {
      tokens.put(
          sequences.latents()[row],
          Arrays.copyOfRange(sequences.bytes(), row * length, (row + 1) * length));
    }
    return tokens;
  }
}
