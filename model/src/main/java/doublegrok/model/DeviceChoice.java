package doublegrok.model;

import java.util.Locale;

/** Device that a person asked to compute on. */
public enum DeviceChoice {
  CPU,
  CUDA,
  /** CUDA where there is one, otherwise the CPU. */
  AUTO;

  /** Reads {@code cpu}, {@code cuda} or {@code auto}. */
  public static DeviceChoice parse(String text) {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "cpu" -> CPU;
      case "cuda" -> CUDA;
      case "auto" -> AUTO;
      default ->
        throw new IllegalArgumentException(
            "device must be cpu, cuda or auto, was '%s'".formatted(text));
    };
  }
}
