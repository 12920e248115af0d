package doublegrok.local.command.checkpoint;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import doublegrok.local.check.RefusedException;
import doublegrok.local.command.common.Command;
import doublegrok.local.command.common.ExitCode;
import doublegrok.local.command.common.FamilyOptions;
import doublegrok.local.command.common.Json;
import doublegrok.local.command.common.NewFile;
import doublegrok.local.command.common.SpecOptions;
import doublegrok.model.FloatTensor;
import doublegrok.model.exchange.WeightsOrigin;
import doublegrok.model.exchange.WeightsReader;
import doublegrok.model.safetensors.Safetensors;
import doublegrok.spec.ModelSpec;
import doublegrok.store.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Makes a file of weights that others have written one of ours. */
@CommandLine.Command(
    name = "import-weights",
    description = {
      "Make a file of weights that others have written one of ours, which evaluate reads.",
      "The file is safetensors or what torch.save writes of a state_dict, its numbers F16, BF16,"
          + " F32 or F64, its names those of He et al. (2024), of Hugging Face's GPT-NeoX, or ours."
          + " Nothing in it is run. What is of another model than the spec's is refused;"
          + " docs/weights.md explains."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  doublegrok import-weights he.pth --spec he.yaml --out he.safetensors",
      "  doublegrok evaluate --weights he.safetensors --spec he.yaml"
    })
public final class ImportWeightsCommand extends Command {
  private static final long LARGEST_CONFIG_BYTES = 1_000_000;

  @Parameters(paramLabel = "FILE", description = "File of the weights.")
  private Path file;

  @Mixin
  private SpecOptions specOptions;

  @Mixin
  private FamilyOptions familyOptions;

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "The config.json of GPT-NeoX weights (default: that beside them).")
  private Path config;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      required = true,
      description = "Safetensors file to write.")
  private Path out;

  @Option(names = "--force", description = "Replace a file that exists.")
  private boolean force;

  @Option(names = "--json", description = "Print what was written as JSON.")
  private boolean json;

  @Override
  public Integer call() throws IOException {
    NewFile target = new NewFile(out, "--out", force);
    ModelSpec model = specOptions.readNamed(familyOptions.read()).model();
    List<FloatTensor> tensors = tensors();
    WeightsOrigin origin = WeightsOrigin.of(tensors);
    List<FloatTensor> ours =
        origin.ours(model, tensors, origin == WeightsOrigin.GPT_NEOX ? config() : Optional.empty());
    target.write(draft -> Safetensors.write(draft, ours, Map.of()));
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("names", origin.label());
    fields.put("weights", out.toString());
    fields.put("bytes", Files.size(target.place()));
    fields.put("sha256", Sha256.of(target.place()));
    out()
        .println(
            json
                ? Json.text(fields)
                : "names of %s: wrote %s (%s bytes, SHA-256 %s)"
                    .formatted(fields.values().toArray()));
    return ExitCode.DONE;
  }

  private List<FloatTensor> tensors() {
    try {
      return WeightsReader.read(file);
    } catch (IOException failure) {
      throw new IllegalArgumentException(
          "the weights %s cannot be read (%s); name a file of safetensors or of torch.save"
              .formatted(file, failure.getMessage()),
          failure);
    }
  }

  private Optional<Map<String, Object>> config() {
    Path place = config == null ? file.toAbsolutePath().resolveSibling("config.json") : config;
    if (!Files.exists(place)) {
      return Optional.empty();
    }
    try {
      if (!Files.isRegularFile(place) || Files.size(place) > LARGEST_CONFIG_BYTES) {
        throw new IllegalArgumentException("%s must be a file of at most %d bytes; name another"
                .formatted(place, LARGEST_CONFIG_BYTES)
            + " with --config");
      }
      return Optional.ofNullable(new ObjectMapper()
          .readValue(Files.readAllBytes(place), new TypeReference<Map<String, Object>>() {}));
    } catch (JsonProcessingException unsound) {
      throw new IllegalArgumentException(
          "%s is no JSON object (%s); name another with --config"
              .formatted(place, unsound.getOriginalMessage()),
          unsound);
    } catch (IOException failure) {
      throw new RefusedException("%s cannot be read (%s)".formatted(place, failure), failure);
    }
  }
}
