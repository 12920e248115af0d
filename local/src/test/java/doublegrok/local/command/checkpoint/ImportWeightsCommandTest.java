package doublegrok.local.command.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import doublegrok.local.command.Doublegrok;
import doublegrok.local.command.common.ExitCode;
import doublegrok.local.command.common.Json;
import doublegrok.model.FloatTensor;
import doublegrok.model.ModelState;
import doublegrok.model.exchange.ForeignLayout;
import doublegrok.model.exchange.ForeignModel;
import doublegrok.model.safetensors.Safetensors;
import doublegrok.spec.Presets;
import doublegrok.spec.RunSpec;
import doublegrok.spec.RunSpecs;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImportWeightsCommandTest {
  private static final RunSpec SPEC =
      RunSpecs.builtIn().parse(Presets.text("smoke"), "smoke", List.of());
  private static final List<FloatTensor> WEIGHTS =
      ModelState.initial(SPEC.model(), SPEC.optimizer(), 1).weights();

  private final StringWriter said = new StringWriter();

  @TempDir
  private Path folder;

  private Path file;
  private Path out;

  @BeforeEach
  void aGptNeox() throws IOException {
    file = folder.resolve("model.safetensors");
    out = folder.resolve("ours.safetensors");
    ForeignModel model = ForeignLayout.GPT_NEOX.of(SPEC.model(), WEIGHTS);
    Safetensors.write(file, model.tensors(), ForeignModel.METADATA);
    Files.writeString(folder.resolve("config.json"), Json.text(model.config()));
  }

  @Test
  void itIsOursAgainAndIsEvaluated() throws IOException {
    assertThat(imported()).as(said.toString()).isEqualTo(ExitCode.DONE);

    assertThat(Safetensors.read(out).tensors()).isEqualTo(WEIGHTS);
    assertThat(said.toString()).startsWith("names of gpt-neox: wrote " + out + " (");
    assertThat(run("evaluate", "--weights", out.toString(), "--preset", "smoke", "--threads", "1"))
        .as(said.toString())
        .isEqualTo(ExitCode.DONE);
  }

  @Test
  void aFileThatIsThereIsReplacedOnlyByForce() throws IOException {
    Files.writeString(out, "mine");

    refused("exists already");
    assertThat(out).hasContent("mine");
    assertThat(imported("--force")).isEqualTo(ExitCode.DONE);
    assertThat(Safetensors.read(out).tensors()).isEqualTo(WEIGHTS);
  }

  @Test
  void anotherConfigurationAndAnotherSpecAreRefused() throws IOException {
    refused("num_attention_heads of config.json must be 4", "--set", "model.heads=4");
    refused("no place for gpt_neox.layers.1.", "--set", "model.layers=1");
    Path other = folder.resolve("other.json");
    Files.writeString(other, "{\"model_type\": ");
    refused("other.json is no JSON object", "--config", other.toString());
    Files.writeString(other, "null");
    refused("config.json of gpt-neox weights is missing", "--config", other.toString());
    Files.delete(folder.resolve("config.json"));
    refused("config.json of gpt-neox weights is missing");
    Files.writeString(file, "no weights");
    refused("cannot be read (");
    assertThat(out).doesNotExist();
  }

  private void refused(String reason, String... more) {
    said.getBuffer().setLength(0);
    assertThat(imported(more)).isEqualTo(ExitCode.BAD_ARGUMENTS);
    assertThat(said.toString()).contains(reason).doesNotContain("Exception");
  }

  private int imported(String... more) {
    List<String> words = new ArrayList<>(List.of("import-weights", file.toString()));
    words.addAll(List.of("--preset", "smoke", "--out", out.toString()));
    words.addAll(List.of(more));
    return run(words.toArray(String[]::new));
  }

  private int run(String... words) {
    PrintWriter writer = new PrintWriter(said, true);
    return Doublegrok.run(writer, writer, words);
  }
}
