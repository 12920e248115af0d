package doublegrok.local.command.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import doublegrok.local.command.Doublegrok;
import doublegrok.local.command.common.ExitCode;
import doublegrok.model.ModelState;
import doublegrok.model.safetensors.Safetensors;
import doublegrok.spec.Presets;
import doublegrok.spec.RunSpec;
import doublegrok.spec.RunSpecs;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DearProbeCommandTest {
  private static final String SHORT = "--probe learning-coefficient --mean n_beta=[100,10]"
      + " --mean settle=3 --mean burn_in=2 --mean draws=4 --mean batches=2 --mean sequences=8";

  @TempDir
  private Path directory;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void aDearProbeLooksWhenItIsNamedAndTellsItsCostBefore() throws IOException {
    JsonNode probes = probes(SHORT);

    assertThat(err.toString())
        .contains("learning-coefficient: 51 gradients of 64 sequences, each about a training step,"
            + " and 17 looks at 8 sequences of every set");
    assertThat(probes.fieldNames())
        .toIterable()
        .contains("learning-coefficient", "melting", "melting-temperature")
        .doesNotContain("attention");
    assertThat(probes.at("/learning-coefficient/at")).hasSize(2);
    assertThat(probes("--probes").fieldNames())
        .toIterable()
        .contains("attention")
        .doesNotContain("learning-coefficient");
  }

  @Test
  void wrongMeansAreRefused() throws IOException {
    assertThat(evaluate(SHORT + " --mean chains=0")).isEqualTo(ExitCode.BAD_ARGUMENTS);
    assertThat(err.toString())
        .contains("probes.learning-coefficient.chains must be a whole number 1..64, was 0");
    assertThat(evaluate("--probe llc")).isEqualTo(ExitCode.BAD_ARGUMENTS);
    assertThat(err.toString())
        .contains("--probe must be one of spectrum, family, label-noise, attention,"
            + " components-blocks, components-embedding, learning-coefficient, was 'llc'");
    assertThat(evaluate("--mean chains=2")).isEqualTo(ExitCode.BAD_ARGUMENTS);
    assertThat(err.toString()).contains("--mean is about one probe, --probe named 0; name one");
  }

  private JsonNode probes(String arguments) throws IOException {
    out.getBuffer().setLength(0);
    assertThat(evaluate(arguments)).as(err.toString()).isEqualTo(ExitCode.DONE);
    return new ObjectMapper().readTree(out.toString()).get("probes");
  }

  private int evaluate(String arguments) throws IOException {
    RunSpec spec = RunSpecs.builtIn().parse(Presets.text("smoke"), "smoke", List.of());
    Path weights = directory.resolve("initial.safetensors");
    Safetensors.write(
        weights, ModelState.initial(spec.model(), spec.optimizer(), 1).weights(), Map.of());
    return Doublegrok.run(
        new PrintWriter(out, true),
        new PrintWriter(err, true),
        Stream.concat(
                Stream.of("evaluate", "--threads", "1", "--json", "--preset", "smoke"),
                Stream.concat(
                    Stream.of("--weights", weights.toString()),
                    Stream.of(arguments.split(" ", -1))))
            .toArray(String[]::new));
  }
}
