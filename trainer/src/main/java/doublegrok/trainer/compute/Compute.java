package doublegrok.trainer.compute;

import doublegrok.model.Precision;
import doublegrok.model.ProgramVersion;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Means by which a run is computed: all that its numbers depend on besides its spec. A manifest
 * keeps it as its settings.
 *
 * @param device where the run is computed, and by which library
 * @param threads that compute
 * @param products numbers that matrix products take
 * @param tensorFloat32 whether products of float32 are rounded to TF32 (10 bits) by the device
 * @param program version of the training step's program
 */
public record Compute(
    String device, int threads, Precision products, boolean tensorFloat32, ProgramVersion program) {
  static final String DEVICE = "device";
  static final String THREADS = "threads";
  static final String PRECISION = "precision";
  static final String PROGRAM = "program";
  static final String TENSOR_FLOAT = "-tf32";

  /** For example {@code float32}, or {@code float32-tf32}. */
  public String precision() {
    return precision(products, tensorFloat32);
  }

  /** The name of products that may be rounded to TF32. */
  static String precision(Precision products, boolean tensorFloat32) {
    return products.text() + (tensorFloat32 ? TENSOR_FLOAT : "");
  }

  /** As a manifest keeps them. */
  public Map<String, String> settings() {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put(DEVICE, device);
    settings.put(PRECISION, precision());
    settings.put(PROGRAM, program.text());
    settings.put(THREADS, Integer.toString(threads));
    return settings;
  }

  /**
   * Refuses a checkpoint that was computed otherwise: going on from it would not give the numbers
   * of one run.
   *
   * @throws IllegalStateException naming the differences
   */
  void requireThatOf(FormerCompute checkpoint) {
    String difference = settings().entrySet().stream()
        .filter(each -> !each.getValue().equals(checkpoint.setting(each.getKey())))
        .map(each -> "%s is %s, was %s"
            .formatted(each.getKey(), each.getValue(), checkpoint.setting(each.getKey())))
        .collect(Collectors.joining("; "));
    if (!difference.isEmpty()) {
      throw new IllegalStateException(("checkpoint %s was computed with other settings (%s): going"
              + " on would not be bit for bit the same run; give the same settings, or"
              + " --accept-other-settings")
          .formatted(checkpoint.name(), difference));
    }
  }
}
