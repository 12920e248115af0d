package doublegrok.task.modular;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import doublegrok.task.SequenceLayout;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ModularShiftTest {
  private static final ModularShift FAMILY = new ModularShift(29);

  @Test
  void writesTheOperandAndTheAnswerOfEachExample() {
    SequenceLayout layout = FAMILY.layout(Distributions.ofShots(4));

    assertThat(layout).isEqualTo(new SequenceLayout(29, 8, List.of(1, 3, 5, 7), 0));
  }

  @Test
  void addsItsLatent() {
    assertThat(FAMILY.answer(20, 15)).isEqualTo(6);
    assertThat(FAMILY.latents()).isEqualTo(29);
  }

  @Test
  void isMadeFromItsModulus() {
    assertThat(FAMILY.values()).hasToString("{modulus=29}");
    assertThat(ModularShift.KIND.create().apply(FAMILY.values())).isEqualTo(FAMILY);
    assertThatThrownBy(() -> new ModularShift(255))
        .hasMessage("task.modulus must be a prime from 3 to 251, was 255");
  }
}
