package doublegrok.spec.text;

import java.util.Locale;
import java.util.Optional;

/** Texts of strangers as sentences show them. */
public final class Written {
  private static final int BYTE_ORDER_MARK = 0xFEFF;
  private static final int ZERO_WIDTH = 0x200B;
  private static final int SHOWN_CHARACTERS = 60;

  private Written() {}

  /** A text of a stranger, cut and with its control characters made visible. */
  public static String shown(String text) {
    return shown(text, SHOWN_CHARACTERS);
  }

  /**
   * The same.
   *
   * @param most characters that are shown
   */
  public static String shown(String text, int most) {
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

  /** About the first space that looks like one but is another sign, as text from a page has it. */
  static Optional<String> strangeSpace(String text) {
    return text.codePoints()
        .filter(Written::isStrangeSpace)
        .boxed()
        .findFirst()
        .map(sign -> "a %s (U+%04X) stands in '%s', which is no space in YAML; type an ordinary one"
            .formatted(
                Character.getName(sign).toLowerCase(Locale.ROOT), sign, shown(text.strip(), 40)));
  }

  private static boolean isStrangeSpace(int sign) {
    return sign == ZERO_WIDTH
        || sign == BYTE_ORDER_MARK
        || (sign > '\u007f' && Character.isSpaceChar(sign));
  }
}
