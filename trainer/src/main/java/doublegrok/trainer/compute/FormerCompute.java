package doublegrok.trainer.compute;

import doublegrok.model.Precision;
import doublegrok.model.ProgramVersion;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;

/**
 * Means by which a checkpoint was computed, as its manifest tells them.
 *
 * @param name of the checkpoint, for a person
 * @param settings of its manifest
 */
public record FormerCompute(String name, Map<String, String> settings) {
  public FormerCompute {
    settings = Map.copyOf(settings);
  }

  /** Whether it was computed on this device. */
  boolean isOn(String device) {
    return device.equals(setting(Compute.DEVICE));
  }

  /** The threads that it was computed on, if it tells. */
  Optional<Integer> threads() {
    String threads = setting(Compute.THREADS);
    return threads.matches("[1-9][0-9]{0,3}")
        ? Optional.of(Integer.valueOf(threads))
        : Optional.empty();
  }

  /** What its products took, if that is known here. */
  Optional<Precision> products() {
    String precision = setting(Compute.PRECISION).replace(Compute.TENSOR_FLOAT, "");
    return Arrays.stream(Precision.values())
        .filter(each -> each.text().equals(precision))
        .findFirst();
  }

  /** The version of its program, if it is known here. */
  Optional<ProgramVersion> program() {
    String version = setting(Compute.PROGRAM);
    return Arrays.stream(ProgramVersion.values())
        .filter(each -> each.text().equals(version))
        .findFirst();
  }

  /** Manifests that tell no precision or program are from when there was but one. */
  String setting(String key) {
    String otherwise = switch (key) {
      case Compute.PRECISION -> Precision.FLOAT32.text();
      case Compute.PROGRAM -> ProgramVersion.ONE.text();
      default -> "absent";
    };
    return settings.getOrDefault(key, otherwise);
  }
}
