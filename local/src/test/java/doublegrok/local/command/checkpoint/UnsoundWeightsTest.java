package doublegrok.local.command.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import doublegrok.local.command.Doublegrok;
import doublegrok.local.command.common.ExitCode;
import doublegrok.model.FloatTensor;
import doublegrok.model.ModelState;
import doublegrok.model.safetensors.Safetensors;
import doublegrok.spec.Presets;
import doublegrok.spec.RunSpec;
import doublegrok.spec.RunSpecs;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests of weights that are no numbers, or answer with none. */
final class UnsoundWeightsTest {
  private static final RunSpec SPEC =
      RunSpecs.builtIn().parse(Presets.text("smoke"), "smoke", List.of());

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @TempDir
  private Path directory;

  @ParameterizedTest
  @ValueSource(strings = {"", "--json", "--probes"})
  void areRefusedHoweverOneAsks(String option) throws IOException {
    for (float value : new float[] {Float.NaN, Float.POSITIVE_INFINITY}) {
      Path file = changed(values -> values[3] = value);
      assertThat(asked(file, option)).isEqualTo(ExitCode.BAD_ARGUMENTS);
      assertThat(err.toString()).contains("value 3 of embedding.weight [11, 32] was " + value);
    }

    Path large = changed(values -> Arrays.fill(values, 3e38f));
    assertThat(asked(large, option)).isEqualTo(ExitCode.BAD_ARGUMENTS);
    assertThat(err.toString()).contains("the model's answers must be numbers", "id-train was NaN");
    assertThat(out.toString()).isEmpty();
  }

  private int asked(Path weights, String option) {
    List<String> words = new ArrayList<>(List.of("evaluate", "--threads", "1"));
    words.addAll(List.of("--weights", weights.toString(), "--preset", "smoke"));
    if (!option.isEmpty()) {
      words.add(option);
    }
    return Doublegrok.run(
        new PrintWriter(out, true), new PrintWriter(err, true), words.toArray(String[]::new));
  }

  /** The embedding, and with it the head, is changed. */
  private Path changed(Consumer<float[]> change) throws IOException {
    List<FloatTensor> weights =
        ModelState.initial(SPEC.model(), SPEC.optimizer(), 1).weights();
    weights.stream()
        .filter(each -> each.name().equals("embedding.weight"))
        .forEach(each -> change.accept(each.values()));
    Path file = directory.resolve("changed.safetensors");
    Safetensors.write(file, weights, Map.of());
    return file;
  }
}
