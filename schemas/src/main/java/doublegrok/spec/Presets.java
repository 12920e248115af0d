package doublegrok.spec;

import doublegrok.spec.text.Nearest;
import doublegrok.spec.text.Written;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The run specs that come with the program. */
public final class Presets {
  /** Their names, from the shortest run to the longest. */
  public static final List<String> NAMES = List.of(
      "smoke",
      "regression",
      "regression-deep",
      "regression-softmax",
      "addition",
      "task-diversity",
      "mess3",
      "new-language",
      "rrxor",
      "languages",
      "mixture-of-processes",
      "demo",
      "demo-quick",
      "demo-linear",
      "addition-nanda",
      "he2024",
      "he2024-deep");

  private Presets() {}

  /** All of them, in the order of {@link #NAMES}. */
  public static List<Preset> all() {
    return NAMES.stream().map(Presets::load).toList();
  }

  /**
   * The commented YAML of a preset.
   *
   * @throws IllegalArgumentException if there is no preset of this name
   */
  public static String text(String name) {
    if (!NAMES.contains(name)) {
      throw new IllegalArgumentException("there is no preset " + Written.shown(name)
          + Nearest.questionOrStop(name, NAMES) + " Presets: " + String.join(", ", NAMES));
    }
    return load(name).yaml();
  }

  private static Preset load(String name) {
    String resource = "presets/" + name + ".yaml";
    try (InputStream stream = RunSpecs.class.getResourceAsStream("/doublegrok/" + resource)) {
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
