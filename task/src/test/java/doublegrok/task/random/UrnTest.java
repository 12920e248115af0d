package doublegrok.task.random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import doublegrok.task.TaskSelection;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class UrnTest {
  @ParameterizedTest
  @MethodSource("doublegrok.task.modular.Seeds#seeds")
  void everyPassDrawsEveryValueOnce(long seed) {
    Urn urn = new Urn(new int[] {5, 6, 7, 8, 9}, 12);
    int[] drawn = new int[13];

    urn.draw(drawn, 1, 13, random(seed));

    assertThat(Arrays.copyOfRange(drawn, 1, 6)).containsExactlyInAnyOrder(5, 6, 7, 8, 9);
    assertThat(Arrays.copyOfRange(drawn, 6, 11)).containsExactlyInAnyOrder(5, 6, 7, 8, 9);
    assertThat(Arrays.copyOfRange(drawn, 11, 13)).doesNotHaveDuplicates();
    assertThat(drawn[0]).isZero();
  }

  @ParameterizedTest
  @MethodSource("doublegrok.task.modular.Seeds#seeds")
  void reorderingKeepsThePasses(long seed) {
    CounterRandom random = random(seed);
    Urn urn = new Urn(TaskSelection.firstNumbers(5), 12);
    int[] drawn = new int[12];
    urn.draw(drawn, 0, 12, random);
    int[] before = drawn.clone();

    urn.reorder(drawn, random);

    assertThat(Arrays.copyOf(drawn, 5)).containsExactlyInAnyOrder(0, 1, 2, 3, 4);
    assertThat(Arrays.copyOfRange(drawn, 5, 10)).containsExactlyInAnyOrder(0, 1, 2, 3, 4);
    assertThat(Arrays.copyOfRange(drawn, 10, 12))
        .containsExactlyInAnyOrder(Arrays.copyOfRange(before, 10, 12));
  }

  @ParameterizedTest
  @MethodSource("doublegrok.task.modular.Seeds#seeds")
  void aDrawLeavesNoTrace(long seed) {
    Urn used = new Urn(TaskSelection.firstNumbers(50), 20);
    used.draw(new int[20], 0, 20, random(seed));
    int[] afterUse = new int[20];
    int[] fresh = new int[20];

    used.draw(afterUse, 0, 20, random(~seed));
    new Urn(TaskSelection.firstNumbers(50), 20).draw(fresh, 0, 20, random(~seed));

    assertThat(afterUse).containsExactly(fresh);
  }

  @Test
  void everyValueIsEquallyLikelyAtEveryPlace() {
    CounterRandom random = random(1);
    Urn urn = new Urn(TaskSelection.firstNumbers(6), 4);
    int[][] counts = new int[4][6];
    int[] drawn = new int[4];

    for (int i = 0; i < 6000; i++) {
      urn.draw(drawn, 0, 4, random);
      for (int place = 0; place < 4; place++) {
        counts[place][drawn[place]]++;
      }
    }

    Arrays.stream(counts)
        .flatMapToInt(Arrays::stream)
        .forEach(count -> assertThat(count).isCloseTo(1000, within(150)));
  }

  @Test
  void refusesToBeEmpty() {
    assertThatThrownBy(() -> new Urn(new int[0], 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("an urn must have at least one value");
  }

  private static CounterRandom random(long seed) {
    return new CounterRandom(seed, RandomStream.TRAINING_INPUTS, 0);
  }
}
