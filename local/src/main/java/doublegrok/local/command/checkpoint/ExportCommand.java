package doublegrok.local.command.checkpoint;

import doublegrok.local.command.common.Command;
import doublegrok.local.command.common.ExitCode;
import doublegrok.local.command.common.Json;
import doublegrok.local.process.Logs;
import doublegrok.log.RecordKeys;
import doublegrok.record.CheckpointManifest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Writes a checkpoint's weights for other programs. */
@CommandLine.Command(
    name = "export",
    description = {
      "Write the weights of a run's checkpoint as safetensors, which PyTorch reads.",
      "The checkpoints of a run on a cluster are looked for in --dir too; docs/weights.md explains"
          + " the file."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  doublegrok export demo --out demo.safetensors",
      "  doublegrok export demo --at-step 1500 --out at-1500.safetensors --spec-out demo.yaml"
    })
public final class ExportCommand extends Command {
  @Parameters(paramLabel = "RUN", description = "Name of the run.")
  private String run;

  @Mixin
  private CheckpointOptions checkpointOptions;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      required = true,
      description = "File to write the weights to, for example demo.safetensors.")
  private Path out;

  @Option(
      names = "--spec-out",
      paramLabel = "FILE",
      description = "File to write the run spec to that the weights were trained with.")
  private Path specOut;

  @Option(names = "--force", description = "Replace files that exist.")
  private boolean force;

  @Option(names = "--json", description = "Print what was written as JSON.")
  private boolean json;

  @Override
  public Integer call() {
    RecordKeys.checkedRunName(run);
    OptionalLong step = checkpointOptions.step();
    NewFile weights = new NewFile(out, "--out", force);
    Optional<NewFile> spec =
        Optional.ofNullable(specOut).map(file -> new NewFile(file, "--spec-out", force));
    if (spec.isPresent() && spec.get().place().equals(weights.place())) {
      throw new IllegalArgumentException(
          "--out and --spec-out are both %s; name two files".formatted(weights.place()));
    }
    Logs.quiet();
    CheckpointChoice choice = checkpointOptions.choice(run);
    CheckpointManifest written =
        new WeightsExport(checkpointOptions.sound(this::progress)).write(choice, step, weights);
    spec.ifPresent(file -> file.write(draft -> Files.writeString(draft, written.getSpec())));
    out().println(json ? Json.text(fields(written)) : sentence(written));
    return ExitCode.DONE;
  }

  private String sentence(CheckpointManifest written) {
    return "run %s, step %d: wrote %s (%d bytes, SHA-256 %s)%s"
        .formatted(
            run,
            written.getStep(),
            out,
            written.getWeights().getSizeBytes(),
            written.getWeights().getSha256(),
            specOut == null ? "" : " and its spec " + specOut);
  }

  private Map<String, Object> fields(CheckpointManifest written) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("run", run);
    fields.put("step", written.getStep());
    fields.put("weights", out.toString());
    fields.put("bytes", written.getWeights().getSizeBytes());
    fields.put("sha256", written.getWeights().getSha256());
    fields.put("spec", specOut == null ? null : specOut.toString());
    return fields;
  }
}
