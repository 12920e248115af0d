package doublegrok.task.modular;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import doublegrok.task.Distribution;
import doublegrok.task.SequenceLayout;
import doublegrok.task.TrainingSampler;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

final class ModularLinearTest {
  private static final ModularLinear FAMILY = new ModularLinear(11, 2);
  private static final Distributions BORING = Distributions.boring();

  @Test
  void writesTheTwoOperandsAndTheAnswerOfEachExample() {
    SequenceLayout layout = new ModularLinear(29, 2).layout(Distributions.ofShots(32));

    assertThat(layout.length()).isEqualTo(96);
    assertThat(layout.vocabulary()).isEqualTo(29);
    assertThat(layout.answerPositions()).hasSize(32).startsWith(2, 5, 8).endsWith(95);
    assertThat(layout.firstShot()).isZero();
  }

  /** Task (a, b) = (3, 4) of Z_11: 3 * 5 + 4 * 7 = 43 = 10 mod 11. */
  @Test
  void numbersLatentsAndInputsWithTheirFirstComponentLowest() {
    assertThat(FAMILY.answer(3 + 11 * 4, 5 + 11 * 7)).isEqualTo(10);
    assertThat(new ModularLinear(11, 3).answer(121 * 2, 121 * 9)).isEqualTo(7);
    assertThat(new ModularLinear(251, 3).answer(251 * 251 * 251 - 1, 251 * 251 * 251 - 1))
        .isEqualTo(3);
  }

  @ParameterizedTest
  @CsvSource({"29, 2, 841", "11, 1, 11", "251, 3, 15813251"})
  void hasATaskForEveryVector(int modulus, int variables, int latents) {
    assertThat(new ModularLinear(modulus, variables).latents()).isEqualTo(latents);
  }

  @ParameterizedTest
  @MethodSource("doublegrok.task.modular.Seeds#seeds")
  void aRoundOfABalancedBatchSharesItsInputsInDifferentOrders(long seed) {
    int[][] inputs =
        Decoded.of(FAMILY.trainingSampler(BORING.build(), seed).batch(1, 36), 8).inputs();

    Set<List<Integer>> orders = new HashSet<>();
    for (int row = 0; row < 36; row++) {
      orders.add(Arrays.stream(inputs[row]).boxed().toList());
      assertThat(inputs[row]).containsExactlyInAnyOrder(inputs[row / 12 * 12]);
    }
    assertThat(orders).hasSizeGreaterThan(34); // two of 8! orders may agree by chance
    assertThat(new HashSet<>(Arrays.stream(inputs[0]).boxed().toList()))
        .isNotEqualTo(new HashSet<>(Arrays.stream(inputs[12]).boxed().toList()));
  }

  @ParameterizedTest
  @MethodSource("doublegrok.task.modular.Seeds#seeds")
  void theCurriculumPutsItsShareOfTheSequencesOnLines(long seed) {
    for (Distributions base : new Distributions[] {BORING, BORING.unbalanced()}) {
      TrainingSampler plain = FAMILY.trainingSampler(base.build(), seed);
      TrainingSampler curriculum = FAMILY.trainingSampler(base.collinear(0.7).build(), seed);
      int[][] before = Decoded.of(plain.batch(2, 600), 8).inputs();
      int[][] after = Decoded.of(curriculum.batch(2, 600), 8).inputs();
      InputSplit split = FAMILY.inputSplit(0.75, seed);

      int replaced = 0;
      for (int row = 0; row < 600; row++) {
        if (!Arrays.equals(before[row], after[row])) {
          replaced++;
          assertThat(isCollinear(after[row], 11)).isTrue();
          assertThat(Arrays.stream(after[row])).allMatch(split::isTrain);
        }
      }
      assertThat(replaced).isCloseTo(420, within(51));
    }
  }

  @Test
  void aLineLastsUntilAllItsTrainInputsAreDrawn() {
    Distribution distribution = BORING.shots(25).collinear(1).build();
    InputSplit split = FAMILY.inputSplit(0.75, 4);

    int[][] inputs =
        Decoded.of(FAMILY.trainingSampler(distribution, 4).batch(0, 300), 25).inputs();

    for (int[] sequence : inputs) {
      int another =
          Arrays.stream(sequence).filter(input -> input > 0).findFirst().orElseThrow();
      long onLine = Arrays.stream(split.train())
          .filter(input -> isCollinear(new int[] {another, input}, 11))
          .count();
      assertThat(Arrays.copyOf(sequence, (int) onLine)).doesNotHaveDuplicates();
      assertThat(Arrays.stream(sequence).distinct().count()).isEqualTo(onLine);
    }
  }

  @Test
  void theLinesAreAllDirectionsWithAnAllowedInput() {
    assertThat(CollinearInputs.lines(11, 121, 4, input -> true)).hasSize(12);
    assertThat(CollinearInputs.lines(5, 125, 4, input -> true)).hasSize(31);
    assertThat(CollinearInputs.lines(11, 121, 4, input -> input == 13)).hasSize(1);
    assertThat(CollinearInputs.lines(11, 121, 4, input -> input == 0)).hasSize(12);
  }

  @Test
  void isMadeFromItsParametersInOrder() {
    assertThat(FAMILY.values()).hasToString("{modulus=11, variables=2}");
    assertThat(ModularLinear.KIND.create().apply(FAMILY.values())).isEqualTo(FAMILY);
  }

  @Test
  void refusesParametersThatBreakTheirRule() {
    assertThatThrownBy(() -> new ModularLinear(9, 2))
        .hasMessage("task.modulus must be a prime from 3 to 251, was 9");
    assertThatThrownBy(() -> new ModularLinear(11, 4))
        .hasMessage("task.variables must be from 1 to 3, was 4");
  }

  /** Pairwise determinants vanish. */
  private static boolean isCollinear(int[] inputs, int p) {
    for (int first : inputs) {
      for (int second : inputs) {
        if ((first % p * (second / p) - first / p * (second % p)) % p != 0) {
          return false;
        }
      }
    }
    return true;
  }
}
