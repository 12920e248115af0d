package doublegrok.task.modular;

import static org.assertj.core.api.Assertions.assertThat;

import doublegrok.task.TaskSelection;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class InputSplitTest {
  private static final ModularLinear LINEAR = new ModularLinear(11, 2);
  private static final ModularShift SHIFT = new ModularShift(29);

  @ParameterizedTest
  @MethodSource("doublegrok.task.modular.Seeds#seeds")
  void trainAndHeldOutInputsPartitionAllInputs(long seed) {
    InputSplit split = LINEAR.inputSplit(0.7, seed);

    int[] both = IntStream.concat(Arrays.stream(split.train()), Arrays.stream(split.heldOut()))
        .toArray();

    assertThat(Arrays.stream(split.train())).hasSize(85).allMatch(split::isTrain);
    assertThat(Arrays.stream(split.heldOut())).noneMatch(split::isTrain);
    assertThat(both).containsExactlyInAnyOrder(TaskSelection.firstNumbers(121));
  }

  @ParameterizedTest
  @MethodSource("doublegrok.task.modular.Seeds#seeds")
  void aLargerFractionKeepsTheTrainInputs(long seed) {
    InputSplit small = LINEAR.inputSplit(0.3, seed);
    InputSplit large = LINEAR.inputSplit(0.8, seed);

    assertThat(large.train()).startsWith(small.train());
  }

  @Test
  void theFractionIsRoundedToTheNearestNumberOfInputs() {
    assertThat(InputSplit.trainCount(841, 0.6)).isEqualTo(505);
    assertThat(InputSplit.trainCount(29, 0.85)).isEqualTo(25);
    assertThat(InputSplit.trainCount(121, 1.0)).isEqualTo(121);
    assertThat(InputSplit.trainCount(5, 0.1)).isEqualTo(1);
  }

  @Test
  void seedsAndTasksHaveSplitsOfTheirOwn() {
    assertThat(LINEAR.inputSplit(0.7, 1).train())
        .isNotEqualTo(LINEAR.inputSplit(0.7, 2).train());
    assertThat(SHIFT.inputSplit(3, 0.7, 1).train())
        .isNotEqualTo(SHIFT.inputSplit(4, 0.7, 1).train());
  }
}
