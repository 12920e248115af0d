package doublegrok.spec.text;

import java.util.OptionalInt;

/**
 * Place where a value was written.
 *
 * @param source file, preset, or {@code --set}
 * @param line from 1; empty where the source has no lines
 */
public record Place(String source, OptionalInt line) {
  /** Source of settings on the command line, which take the place of a text's. */
  public static final String SET = "--set";

  /** A whole text, or the command line. */
  public static Place of(String source) {
    return new Place(source, OptionalInt.empty());
  }

  static Place of(String source, int line) {
    return new Place(source, OptionalInt.of(line));
  }
}
