package doublegrok.model;

import java.util.Locale;

/** Precision that a person asked matrix products of training to take. */
public enum PrecisionChoice {
  FLOAT32,
  BFLOAT16,
  /** Bfloat16 where it is worth it, otherwise float32. */
  AUTO;

  /** Reads {@code float32}, {@code bfloat16} or {@code auto}. */
  public static PrecisionChoice parse(String text) {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "float32" -> FLOAT32;
      case "bfloat16" -> BFLOAT16;
      case "auto" -> AUTO;
      default ->
        throw new IllegalArgumentException(
            "--precision must be float32, bfloat16 or auto, was '%s'".formatted(text));
    };
  }
}
