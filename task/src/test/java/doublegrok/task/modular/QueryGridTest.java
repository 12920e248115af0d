package doublegrok.task.modular;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import doublegrok.task.Distribution;
import doublegrok.task.SequenceLayout;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class QueryGridTest {
  private static final Distributions BORING = Distributions.boring();
  private static final List<Distribution> ONE = List.of(BORING.build());
  private static final List<Distribution> SWAPPED = List.of(
      BORING.inputFraction(0.5).build(), BORING.taskDraw(1).labelNoise(0.5).build());
  private static final ModularLinear PLANE = new ModularLinear(11, 2);
  private static final ModularShift SHIFT = new ModularShift(29);

  @ParameterizedTest
  @MethodSource("doublegrok.task.modular.Seeds#seeds")
  void aPlaneHasAllQueriesAfterTheSameTrainInputs(long seed) {
    for (ModularLinear family : List.of(PLANE, new ModularLinear(5, 3))) {
      int p = family.modulus();
      InputSplit split = family.inputSplit(0.75, seed);
      for (QueryGrid grid : family.queryGrids(SWAPPED, seed, 6)) {
        assertLayout(grid, family, 6);
        int[][] inputs = Decoded.of(grid.sequences(), 7).inputs();
        for (int cell = 0; cell < p * p; cell++) {
          assertThat(inputs[cell]).startsWith(Arrays.copyOf(inputs[0], 6)).endsWith(cell);
        }
        assertThat(Arrays.copyOf(inputs[0], 6)).doesNotHaveDuplicates();
        assertThat(Arrays.stream(inputs[0], 0, 6)).allMatch(split::isTrain);
        assertThat(grid.sequences().latents()).containsOnly(grid.sequences().latents()[0]);
        assertThat(grid).extracting(QueryGrid::rowLabel).isEqualTo("y");
        assertThat(grid).extracting(QueryGrid::columnLabel).isEqualTo("x");
      }
    }
  }

  @ParameterizedTest
  @MethodSource("doublegrok.task.modular.Seeds#seeds")
  void thePlanesAreOfATrainedAndOfANeverTrainedTask(long seed) {
    List<QueryGrid> grids = PLANE.queryGrids(SWAPPED, seed, 6);

    assertThat(grids).extracting(QueryGrid::name).containsExactly("id", "ood");
    assertThat(trained(PLANE, SWAPPED.get(1), seed)).contains(latent(grids.get(0)));
    assertThat(trained(PLANE, SWAPPED.get(1), seed)).doesNotContain(latent(grids.get(1)));
    assertThat(trained(PLANE, SWAPPED.get(0), seed)).doesNotContain(latent(grids.get(1)));
    assertThat(PLANE.queryGrids(List.of(BORING.tasks(121).build()), seed, 6))
        .extracting(QueryGrid::name)
        .containsExactly("id");
  }

  @ParameterizedTest
  @MethodSource("doublegrok.task.modular.Seeds#seeds")
  void aGridOfTasksHasTheirTrainInputsAsContext(long seed) {
    QueryGrid grid = SHIFT.queryGrids(SWAPPED, seed, 6).get(0);
    Set<Integer> now = trained(SHIFT, SWAPPED.get(1), seed);
    Set<Integer> before = trained(SHIFT, SWAPPED.get(0), seed);

    assertLayout(grid, SHIFT, 6);
    assertThat(grid.name()).isEqualTo("tasks");
    int[][] inputs = Decoded.of(grid.sequences(), 7).inputs();
    int heldOut = 0;
    for (int cell = 0; cell < 29 * 29; cell++) {
      int latent = cell / 29;
      assertThat(grid.sequences().latents()[cell]).isEqualTo(latent);
      assertThat(inputs[cell])
          .startsWith(Arrays.copyOf(inputs[latent * 29], 6))
          .endsWith(cell % 29);
      InputSplit split = SHIFT.inputSplit(latent, now.contains(latent) ? 0.75 : 0.5, seed);
      if (now.contains(latent) || before.contains(latent)) {
        assertThat(Arrays.stream(inputs[cell], 0, 6)).allMatch(split::isTrain);
      } else {
        heldOut += Arrays.stream(inputs[cell], 0, 6).allMatch(split::isTrain) ? 0 : 1;
      }
    }
    assertThat(heldOut).isPositive();
  }

  @Test
  void withOneVariableAllTasksAreInOneGrid() {
    ModularLinear line = new ModularLinear(13, 1);
    InputSplit split = line.inputSplit(0.75, 1);

    List<QueryGrid> grids = line.queryGrids(ONE, 1, 4);

    assertThat(grids).extracting(QueryGrid::name).containsExactly("tasks");
    assertLayout(grids.get(0), line, 4);
    for (int[] inputs : Decoded.of(grids.get(0).sequences(), 5).inputs()) {
      assertThat(Arrays.stream(inputs, 0, 4)).allMatch(split::isTrain);
    }
  }

  @Test
  void gridsAreTheSameAtEveryCallAndMoreShotsBeginWithFewer() {
    for (ModularFamily family : List.of(PLANE, SHIFT)) {
      byte[] once = family.queryGrids(ONE, 1, 3).get(0).sequences().bytes();
      byte[] longer = family.queryGrids(ONE, 1, 8).get(0).sequences().bytes();
      int context = family.layout(Distributions.ofShots(3)).length();

      assertThat(family.queryGrids(ONE, 1, 3).get(0).sequences().bytes()).isEqualTo(once);
      assertThat(family.queryGrids(ONE, 2, 3).get(0).sequences().bytes()).isNotEqualTo(once);
      assertThat(Arrays.copyOf(longer, context)).isEqualTo(Arrays.copyOf(once, context));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 512})
  void refusesContextsThatAreTooLong(int shots) {
    assertThatThrownBy(() -> SHIFT.queryGrids(ONE, 1, shots))
        .hasMessage("shots before a query must be 0..511, was " + shots);
  }

  @Test
  void aGridMayHaveNoContext() {
    assertLayout(PLANE.queryGrids(ONE, 1, 0).get(0), PLANE, 0);
  }

  private static void assertLayout(QueryGrid grid, ModularFamily family, int shots) {
    int p = family.form().outputs();
    int length = family.layout(Distributions.ofShots(shots + 1)).length();
    assertThat(grid.sequences().layout())
        .isEqualTo(new SequenceLayout(p, length, List.of(length - 1), shots));
    assertThat(grid.rows()).isEqualTo(p);
    assertThat(grid.columns()).isEqualTo(p);
    assertThat(grid.shots()).isEqualTo(shots);
    assertThat(grid.sequences().count()).isEqualTo(p * p);
    assertThat(grid.sequences().bytes()).hasSize(p * p * length);
    Decoded decoded = Decoded.of(grid.sequences(), shots + 1);
    for (int cell = 0; cell < p * p; cell++) {
      for (int shot = 0; shot <= shots; shot++) {
        int[] digits = digits(decoded.inputs()[cell][shot], p);
        assertThat(decoded.answers()[cell][shot])
            .isEqualTo(
                IndependentSequences.answer(family, grid.sequences().latents()[cell], digits));
      }
    }
  }

  private static int[] digits(int input, int p) {
    return new int[] {input % p, input / p % p, input / p / p};
  }

  private static int latent(QueryGrid grid) {
    return grid.sequences().latents()[0];
  }

  private static Set<Integer> trained(ModularFamily family, Distribution distribution, long seed) {
    int[] tasks = family.trainingSampler(distribution, seed).inDistribution();
    return new TreeSet<>(Arrays.stream(tasks).boxed().toList());
  }
}
