package doublegrok.model;

import java.util.Locale;

/** The numbers that matrix products take; everything else is float32 in any case. */
public enum Precision {
  /** 24 bits of precision. */
  FLOAT32,
  /** 8 bits of precision, the exponents of float32. */
  BFLOAT16;

  /** Its name as people write it, for example {@code bfloat16}. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
