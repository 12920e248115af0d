package doublegrok.local.check;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CoresTest {
  @ParameterizedTest
  @CsvSource({"1, 1, 1", "2, 1, 1", "3, 1, 1", "4, 2, 2", "8, 4, 4", "64, 32, 4"})
  void whoSharesTheMachineLeavesHalfOfItAndEvaluationsTakeFourAtMost(
      int number, int shared, int usual) {
    Cores cores = new Cores(number);

    assertThat(cores.shared()).isEqualTo(shared);
    assertThat(cores.usual()).isEqualTo(usual);
  }

  @Test
  void thisMachineHasThoseThatJavaSees() {
    assertThat(Cores.here().number()).isEqualTo(Runtime.getRuntime().availableProcessors());
  }
}
