package doublegrok.sweep;

import doublegrok.spec.Preset;
import doublegrok.spec.text.Nearest;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The sweeps that come with the program. */
public final class SweepPresets {
  /** Their names, from the shortest to the longest. */
  public static final List<String> NAMES = List.of(
      "smoke",
      "phase-diagram-small",
      "phase-diagram",
      "depth",
      "label-noise",
      "task-diversity",
      "languages",
      "he2024-phase");

  private SweepPresets() {}

  /** All of them, in the order of {@link #NAMES}. */
  public static List<Preset> all() {
    return NAMES.stream().map(SweepPresets::load).toList();
  }

  /**
   * The commented YAML of a preset.
   *
   * @throws IllegalArgumentException if there is no preset of this name
   */
  public static String text(String name) {
    if (!NAMES.contains(name)) {
      throw new IllegalArgumentException("there is no preset of a sweep '%s'%s Presets: %s"
          .formatted(name, Nearest.questionOrStop(name, NAMES), String.join(", ", NAMES)));
    }
    return load(name).yaml();
  }

  private static Preset load(String name) {
    String resource = "/doublegrok/sweeps/" + name + ".yaml";
    try (InputStream stream = SweepPresets.class.getResourceAsStream(resource)) {
      if (stream == null) {
        throw new IllegalStateException("the program lacks its resource " + resource);
      }
      String yaml = new String(stream.readAllBytes(), StandardCharsets.UTF_8);
      return new Preset(name, yaml.lines().findFirst().orElse("").replaceFirst("^#\\s*", ""), yaml);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + resource, e);
    }
  }
}
