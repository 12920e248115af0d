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
    assertThat(Families.builtIn().kinds())
        .extracting(FamilyKind::name)
        .doesNotHaveDuplicates()
        .isNotEmpty();
    assertThat(Families.builtIn().kinds())
        .allSatisfy(kind -> assertThat(Families.builtIn().named(kind.name())).contains(kind));
  }

  @Test
  void aKindIsFoundByItsName() {
    assertThat(Families.builtIn().named("modular-linear")).contains(ModularLinear.KIND);
    assertThat(Families.builtIn().named("modular-shift")).contains(ModularShift.KIND);
    assertThat(Families.builtIn().named("modular")).isEmpty();
  }

  @Test
  void aModulusIsAnOddPrimeOfOneByte() {
    int[] accepted = IntStream.rangeClosed(-5, 300)
        .filter(value -> ModularLinear.KIND
            .task()
            .get(0)
            .rule()
            .read()
            .apply(String.valueOf(value))
            .isPresent())
        .toArray();

    assertThat(accepted).hasSize(53).startsWith(3, 5, 7, 11).endsWith(239, 241, 251);
    assertThat(Arrays.stream(accepted)).doesNotContain(1, 2, 9, 15, 249);
  }
}
