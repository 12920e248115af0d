package doublegrok.task.families;

import static org.assertj.core.api.Assertions.assertThat;

import doublegrok.task.FamilyKind;
import doublegrok.task.modular.ModularLinear;
import doublegrok.task.modular.ModularShift;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class FamiliesTest {
  @Test
  void everyKindIsFoundByItsName() {
    assertThat(Families.KINDS)
        .extracting(FamilyKind::name)
        .doesNotHaveDuplicates()
        .isNotEmpty();
    assertThat(Families.KINDS)
        .allSatisfy(kind -> assertThat(Families.named(kind.name())).contains(kind));
  }

  @Test
  void aKindIsFoundByItsName() {
    assertThat(Families.named("modular-linear")).contains(ModularLinear.KIND);
    assertThat(Families.named("modular-shift")).contains(ModularShift.KIND);
    assertThat(Families.named("modular")).isEmpty();
  }

  @Test
  void aModulusIsAnOddPrimeOfOneByte() {
    int[] accepted = IntStream.rangeClosed(-5, 300)
        .filter(ModularLinear.KIND.parameters().get(0).accepted())
        .toArray();

    assertThat(accepted).hasSize(53).startsWith(3, 5, 7, 11).endsWith(239, 241, 251);
    assertThat(Arrays.stream(accepted)).doesNotContain(1, 2, 9, 15, 249);
  }
}
