package doublegrok.spec;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Locale;

/** How values are written in run specs and in sentences about them. */
final class Written {
  private static final int SHOWN_CHARACTERS = 60;

  private Written() {}

  /** The name of a choice: {@code WARMUP_COSINE} is {@code warmup-cosine}. */
  static String label(Enum<?> choice) {
    return choice.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /**
   * The shortest decimal that reads back as this finite number. It has a point and a signed
   * exponent, so that YAML 1.1 and 1.2 both see a number. Not {@link Double#toString}, whose
   * digits differ between Java 17 and 19.
   */
  static String decimal(double number) {
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

  /** A text of a stranger, cut and with its control characters made visible. */
  static String shown(String text) {
    return shown(text, SHOWN_CHARACTERS);
  }

  static String shown(String text, int most) {
    StringBuilder shown = new StringBuilder();
    for (int i = 0; i < text.length() && i < most; i++) {
      char c = text.charAt(i);
      boolean visible = c >= ' '
          && Character.isDefined(c)
          && !Character.isISOControl(c)
          && !Character.isSurrogate(c)
          && Character.getType(c) != Character.FORMAT
          && Character.getType(c) != Character.LINE_SEPARATOR
          && Character.getType(c) != Character.PARAGRAPH_SEPARATOR;
      shown.append(visible ? String.valueOf(c) : String.format(Locale.ROOT, "\\u%04x", (int) c));
    }
    return shown.append(text.length() > most ? "..." : "").toString();
  }
}
