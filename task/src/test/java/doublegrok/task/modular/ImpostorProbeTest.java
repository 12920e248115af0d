package doublegrok.task.modular;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import doublegrok.task.Distribution;
import doublegrok.task.Reference;
import doublegrok.task.ReferencePredictors;
import doublegrok.task.SequenceLayout;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class ImpostorProbeTest {
  private static final Distributions BORING = Distributions.boring();
  private static final ModularLinear PLANE = new ModularLinear(7, 2);
  private static final ModularLinear SPACE = new ModularLinear(5, 3);
  private static final List<Distribution> SWAPPED =
      List.of(BORING.build(), BORING.taskDraw(1).inputFraction(0.5).shots(10).build());

  @ParameterizedTest
  @MethodSource("doublegrok.task.modular.Seeds#seeds")
  void theImpostorExplainsTheContextAndIsWrongAboutTheQuery(long seed) {
    for (ModularLinear family : List.of(PLANE, SPACE)) {
      int[] now = trained(family, SWAPPED.get(1), seed);
      int[] before = trained(family, SWAPPED.get(0), seed);
      List<ImpostorProbe> probes = family.impostorProbes(SWAPPED, seed, 60);

      assertThat(probes)
          .extracting(ImpostorProbe::shot)
          .containsExactly(IntStream.range(1, 10).boxed().toArray(Integer[]::new));
      for (ImpostorProbe probe : probes) {
        int shot = probe.shot();
        int length = family.layout(Distributions.ofShots(shot + 1)).length();
        assertThat(probe.sequences().layout())
            .isEqualTo(new SequenceLayout(family.modulus(), length, List.of(length - 1), shot));
        Decoded decoded = Decoded.of(probe.sequences(), shot + 1);
        for (int row = 0; row < 60; row++) {
          int task = probe.sequences().latents()[row];
          int impostor = probe.impostors()[row];
          assertThat(now).contains(impostor).doesNotContain(task);
          assertThat(before).doesNotContain(task);
          int[] inputs = decoded.inputs()[row];
          int[] answers = decoded.answers()[row];
          for (int k = 0; k < shot; k++) {
            assertThat(answers[k]).isEqualTo(answer(family, impostor, inputs[k]));
          }
          assertThat(answers[shot])
              .isEqualTo(answer(family, task, inputs[shot]))
              .isNotEqualTo(probe.impostorAnswers()[row]);
          assertThat(probe.impostorAnswers()[row])
              .isEqualTo(answer(family, impostor, inputs[shot]));
        }
      }
    }
  }

  /** Train inputs, then held-out ones, then the line anew; the query is a train input. */
  @ParameterizedTest
  @MethodSource("doublegrok.task.modular.Seeds#seeds")
  void theContextIsALineOfNonzeroInputs(long seed) {
    for (ModularLinear family : List.of(PLANE, SPACE)) {
      int points = family.modulus() - 1;
      InputSplit split = family.inputSplit(0.5, seed);
      for (ImpostorProbe probe : family.impostorProbes(SWAPPED, seed, 60)) {
        for (int[] inputs : Decoded.of(probe.sequences(), probe.shot() + 1).inputs()) {
          int[] line = IntStream.rangeClosed(1, points)
              .map(factor -> multiple(factor, inputs[0], family.modulus()))
              .toArray();
          int trained = (int) Arrays.stream(line).filter(split::isTrain).count();
          for (int k = 0; k < probe.shot(); k++) {
            assertThat(inputs[k]).isNotZero();
            assertThat(line).contains(inputs[k]);
            assertThat(split.isTrain(inputs[k])).isEqualTo(k % points < trained);
          }
          assertThat(Arrays.copyOf(inputs, Math.min(probe.shot(), points))).doesNotHaveDuplicates();
          assertThat(line).doesNotContain(inputs[probe.shot()]);
          assertThat(split.isTrain(inputs[probe.shot()])).isTrue();
        }
      }
    }
  }

  @Test
  void neverTrainedTasksAreCoveredEvenly() {
    for (ImpostorProbe probe : PLANE.impostorProbes(SWAPPED, 1, 100)) {
      Map<Integer, Integer> counts = new TreeMap<>();
      Arrays.stream(probe.sequences().latents()).forEach(t -> counts.merge(t, 1, Integer::sum));
      int tasks = counts.size();
      assertThat(tasks).isBetween(49 - 24, 49 - 12);
      assertThat(counts.values()).allMatch(n -> n == 100 / tasks || n == 100 / tasks + 1);
    }
  }

  /** The switchboard believes every trained task that agrees on the line; the others none. */
  @ParameterizedTest
  @MethodSource("doublegrok.task.modular.Seeds#seeds")
  void referencesAnswerProbesAsTheyMust(long seed) {
    for (ModularLinear family : List.of(PLANE, SPACE)) {
      int p = family.modulus();
      int[] now = trained(family, SWAPPED.get(1), seed);
      ReferencePredictors references = family.references(SWAPPED, seed).orElseThrow();
      List<Reference> kinds = references.references();
      double[] predicted = new double[kinds.size() * p];
      for (ImpostorProbe probe : family.impostorProbes(SWAPPED, seed, 20)) {
        Decoded decoded = Decoded.of(probe.sequences(), probe.shot() + 1);
        for (int row = 0; row < 20; row++) {
          references.predict(probe.sequences(), row, predicted);
          int query = decoded.inputs()[row][probe.shot()];
          int impostor = probe.impostorAnswers()[row];
          int[] agreeing = agreeing(family, now, decoded, row);
          long alike = Arrays.stream(agreeing)
              .filter(s -> answer(family, s, query) == impostor)
              .count();
          assertThat(alike).isBetween(1L, family.variables() == 2 ? 1L : 12L);
          assertThat(predicted[kinds.indexOf(ModularReferences.SWITCHBOARD) * p + impostor])
              .isCloseTo((double) alike / agreeing.length, within(1e-12));
          for (Reference open : List.of(ModularReferences.EXACT, ModularReferences.RATIO)) {
            int from = kinds.indexOf(open) * p;
            assertThat(Arrays.copyOfRange(predicted, from, from + p)).containsOnly(1.0 / p);
          }
        }
      }
    }
  }

  @Test
  void probesAreTheSameAtEveryCallAndMoreBeginWithFewer() {
    for (int i = 0; i < 9; i++) {
      ImpostorProbe once = PLANE.impostorProbes(SWAPPED, 1, 20).get(i);
      ImpostorProbe more = PLANE.impostorProbes(SWAPPED, 1, 50).get(i);
      ImpostorProbe other = PLANE.impostorProbes(SWAPPED, 2, 20).get(i);

      assertThat(more.sequences().bytes()).startsWith(once.sequences().bytes());
      assertThat(more.impostors()).startsWith(once.impostors());
      assertThat(other.sequences().bytes()).isNotEqualTo(once.sequences().bytes());
    }
  }

  @Test
  void thereAreNoneWhereNoTaskCanBeMistakenForATrainedOne() {
    List<Distribution> one = List.of(BORING.tasks(7).build());
    List<Distribution> allTasks = List.of(BORING.tasks(49).build());
    List<Distribution> oneShot = List.of(BORING.shots(1).build());

    assertThat(new ModularShift(29).impostorProbes(one, 1, 10)).isEmpty();
    assertThat(new ModularLinear(29, 1).impostorProbes(one, 1, 10)).isEmpty();
    assertThat(PLANE.impostorProbes(allTasks, 1, 10)).isEmpty();
    assertThat(PLANE.impostorProbes(oneShot, 1, 10)).isEmpty();
    assertThat(PLANE.impostorProbes(one, 1, 10)).hasSize(7);
  }

  /** A single train input, to which both tasks may give the same answer. */
  @Test
  void aHeldOutQueryIsTakenIfNoOtherTellsTheTasksApart() {
    List<Distribution> scarce = List.of(BORING.inputFraction(1.0 / 49).build());
    InputSplit split = PLANE.inputSplit(1.0 / 49, 1);

    for (ImpostorProbe probe : PLANE.impostorProbes(scarce, 1, 37)) {
      int[][] inputs = Decoded.of(probe.sequences(), probe.shot() + 1).inputs();
      assertThat(Arrays.stream(inputs).filter(row -> !split.isTrain(row[probe.shot()])))
          .isNotEmpty()
          .allMatch(row -> split.isTrain(row[0]));
    }
  }

  @Test
  void refusesProbesWithoutSequences() {
    assertThatThrownBy(() -> PLANE.impostorProbes(SWAPPED, 1, 0))
        .hasMessage("sequences per shot must be at least 1, was 0: ask for one or more");
  }

  private static int[] agreeing(ModularLinear family, int[] tasks, Decoded decoded, int row) {
    int first = decoded.inputs()[row][0];
    int value = decoded.answers()[row][0];
    return Arrays.stream(tasks).filter(s -> answer(family, s, first) == value).toArray();
  }

  private static int multiple(int factor, int input, int p) {
    return factor * (input % p) % p
        + p * (factor * (input / p % p) % p)
        + p * p * (factor * (input / p / p) % p);
  }

  private static int answer(ModularLinear family, int latent, int input) {
    int p = family.modulus();
    return IndependentSequences.answer(
        family, latent, new int[] {input % p, input / p % p, input / p / p});
  }

  private static int[] trained(ModularFamily family, Distribution distribution, long seed) {
    return family.trainingSampler(distribution, seed).inDistribution();
  }
}
