package doublegrok.task.key;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/** Writer of decimals in run specs and in sentences about them. */
public final class Decimal {
  private Decimal() {}

  /**
   * The shortest decimal that reads back as this finite number. It has a point and a signed
   * exponent, so that YAML 1.1 and 1.2 both see a number. Not {@link Double#toString}, whose
   * digits differ between Java 17 and 19.
   */
  public static String text(double number) {
    BigDecimal digits = shortest(number);
    int exponent = digits.precision() - digits.scale() - 1;
    if (digits.signum() == 0 || (exponent >= -4 && exponent < 7)) {
      String plain = digits.toPlainString();
      return plain.contains(".") ? plain : plain + ".0";
    }
    BigDecimal mantissa = digits.movePointLeft(exponent).stripTrailingZeros();
    String text = mantissa.toPlainString();
    String sign = exponent < 0 ? "-" : "+";
    return text + (text.contains(".") ? "e" : ".0e") + sign + Math.abs(exponent);
  }

  private static BigDecimal shortest(double number) {
    BigDecimal exact = new BigDecimal(number);
    for (int precision = 1; precision < 17; precision++) {
      BigDecimal rounded = exact.round(new MathContext(precision, RoundingMode.HALF_EVEN));
      if (rounded.doubleValue() == number) {
        return rounded.signum() == 0 ? BigDecimal.ZERO : rounded.stripTrailingZeros();
      }
    }
    return exact.round(new MathContext(17, RoundingMode.HALF_EVEN)).stripTrailingZeros();
  }
}
