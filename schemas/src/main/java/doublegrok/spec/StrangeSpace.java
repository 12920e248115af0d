package doublegrok.spec;

import java.util.Locale;
import java.util.Optional;

/** Sentence about a space that looks like one but is another sign, as text from a page has. */
final class StrangeSpace {
  private static final int BYTE_ORDER_MARK = 0xFEFF;
  private static final int ZERO_WIDTH = 0x200B;

  private StrangeSpace() {}

  /** About the first in a text; empty if it has none. */
  static Optional<String> in(String text) {
    return text.codePoints()
        .filter(StrangeSpace::isStrange)
        .boxed()
        .findFirst()
        .map(sign -> "a %s (U+%04X) stands in '%s', which is no space in YAML; type an ordinary one"
            .formatted(
                Character.getName(sign).toLowerCase(Locale.ROOT),
                sign,
                Written.shown(text.strip(), 40)));
  }

  private static boolean isStrange(int sign) {
    return sign == ZERO_WIDTH
        || sign == BYTE_ORDER_MARK
        || (sign > '\u007f' && Character.isSpaceChar(sign));
  }
}
