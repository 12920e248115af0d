package doublegrok.spec;

import java.util.Locale;

/** Texts of strangers as sentences show them. */
final class Written {
  private static final int SHOWN_CHARACTERS = 60;

  private Written() {}

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
