package doublegrok.task.modular;

import static org.assertj.core.api.Assertions.assertThat;

import doublegrok.task.TaskSelection;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class TaskSelectionTest {
  @ParameterizedTest
  @MethodSource("doublegrok.task.modular.Seeds#seeds")
  void randomTasksAreDistinctAndNested(long seed) {
    int[] few = tasks(29, Distributions.boring().tasks(8), seed);
    int[] many = tasks(29, Distributions.boring().tasks(841), seed);

    assertThat(few).hasSize(8);
    assertThat(many).startsWith(few);
    assertThat(many).containsExactlyInAnyOrder(TaskSelection.firstNumbers(841));
  }

  @ParameterizedTest
  @MethodSource("doublegrok.task.modular.Seeds#seeds")
  void rectanglesKeepTheirDefinitionAndAreNested(long seed) {
    Distributions rectangles = Distributions.boring().selection(Selection.RECTANGLES);
    int[] few = tasks(29, rectangles.tasks(64), seed);
    int[] many = tasks(29, rectangles.tasks(512), seed);

    assertThat(many).startsWith(few).doesNotHaveDuplicates().hasSize(512);
    for (int first = 0; first < many.length; first += 4) {
      int a = many[first] % 29;
      int b = many[first] / 29;
      int x = many[first + 3] % 29;
      int y = many[first + 3] / 29;
      assertThat(many[first + 1]).isEqualTo(a + 29 * y);
      assertThat(many[first + 2]).isEqualTo(x + 29 * b);
      assertThat(x).isNotIn(a, b);
      assertThat(y).isNotIn(a, b, x);
    }
  }

  @ParameterizedTest
  @MethodSource("doublegrok.task.modular.Seeds#seeds")
  void theLastFifthOfSpacedTasksLiesEvenlyAndTheyAreNested(long seed) {
    Distributions spaced = Distributions.boring().selection(Selection.SPACED);
    int[] few = shifts(37, spaced.tasks(4), seed);
    int[] most = shifts(37, spaced.tasks(29), seed);
    int[] all = shifts(37, spaced.tasks(37), seed);

    assertThat(most).startsWith(few);
    assertThat(all).startsWith(most);
    assertThat(all).containsExactlyInAnyOrder(TaskSelection.firstNumbers(37));
    int[] never = Arrays.copyOfRange(all, 29, 37);
    Arrays.sort(never);
    for (int i = 0; i < never.length; i++) {
      int next = i + 1 < never.length ? never[i + 1] : never[0] + 37;
      assertThat(next - never[i]).isBetween(4, 5);
    }
  }

  @Test
  void seedsAndDrawsChooseOtherSpacedTasks() {
    Distributions some = Distributions.boring().selection(Selection.SPACED).tasks(29);

    Set<Set<Integer>> chosen = new HashSet<>();
    for (int draw = 0; draw < 5; draw++) {
      for (long seed = 0; seed < 5; seed++) {
        chosen.add(setOf(shifts(37, some.taskDraw(draw), seed)));
      }
    }

    assertThat(chosen).hasSizeGreaterThan(12);
  }

  @ParameterizedTest
  @ValueSource(ints = {5, 7, 11, 13, 29})
  void everyDrawReachesTheMostRectanglesThatTheRuleAllows(int modulus) {
    Distributions most =
        Distributions.boring().selection(Selection.RECTANGLES).tasks(Rectangles.reach(modulus));

    for (int draw = 0; draw < 50; draw++) {
      assertThat(tasks(modulus, most.taskDraw(draw), 1)).doesNotHaveDuplicates();
    }
  }

  @ParameterizedTest
  @CsvSource({"3, 0", "5, 8", "7, 24", "11, 72", "29, 644", "251, 58656"})
  void theReachOfRectanglesFollowsReiman(int modulus, int reach) {
    assertThat(Rectangles.reach(modulus)).isEqualTo(reach);
  }

  @ParameterizedTest
  @EnumSource(
      value = Selection.class,
      names = {"RANDOM", "RECTANGLES"})
  void seedsAndDrawsChooseOtherTasks(Selection selection) {
    Distributions some = Distributions.boring().selection(selection);

    Set<Set<Integer>> chosen = new HashSet<>();
    for (int draw = 0; draw < 5; draw++) {
      for (long seed = 0; seed < 5; seed++) {
        chosen.add(setOf(tasks(29, some.taskDraw(draw), seed)));
      }
    }

    assertThat(chosen).hasSize(25);
  }

  @Test
  void theSelectionDependsOnNothingElse() {
    Distributions some = Distributions.boring();

    int[] chosen = tasks(29, some.shots(3).inputFraction(0.2).labelNoise(0.1).unbalanced(), 1);

    assertThat(chosen).containsExactly(tasks(29, some, 1));
  }

  private static int[] tasks(int modulus, Distributions distribution, long seed) {
    return new ModularLinear(modulus, 2)
        .trainingSampler(distribution.build(), seed)
        .inDistribution();
  }

  private static int[] shifts(int modulus, Distributions distribution, long seed) {
    return new ModularShift(modulus).trainingSampler(distribution.build(), seed).inDistribution();
  }

  private static Set<Integer> setOf(int[] tasks) {
    return new HashSet<>(Arrays.stream(tasks).boxed().toList());
  }
}
