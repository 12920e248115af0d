package doublegrok.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class MatrixProductTest {
  @ParameterizedTest(name = "{0}")
  @EnumSource(Precision.class)
  void theProductOfOnesIsTheirSize(Precision precision) {
    try (MatrixProduct product = MatrixProduct.open(64, precision, Given.CPU)) {
      assertThat(product.multiply(3)).isEqualTo(64);
      assertThat(product.operations()).isEqualTo(2.0 * 64 * 64 * 64);
    }
  }

  @Test
  void anEmptyMatrixIsRefused() {
    assertThatThrownBy(() -> MatrixProduct.open(0, Precision.FLOAT32, Given.CPU))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("was given 0");
  }
}
