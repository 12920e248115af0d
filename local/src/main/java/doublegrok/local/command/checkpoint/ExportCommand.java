package doublegrok.local.command.checkpoint;

import doublegrok.local.command.common.Command;
import doublegrok.local.command.common.ExitCode;
import doublegrok.local.command.common.Json;
import doublegrok.local.command.common.NewFile;
import doublegrok.local.process.Logs;
import doublegrok.log.RecordKeys;
import doublegrok.record.CheckpointManifest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Writes a checkpoint's weights, or the data of runs, for other programs. */
@CommandLine.Command(
    name = "export",
    description = {
      "Write the weights of a run's checkpoint as safetensors, which PyTorch reads (--out),"
          + " everything that the log has of runs as tables (--data), or their numbers over steps"
          + " for TensorBoard (--tensorboard).",
      "The checkpoints of a run on a cluster are looked for in --dir too; docs/weights.md explains"
          + " the file of weights, docs/reference/data.md the tables."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  doublegrok export demo --out demo.safetensors",
      "  doublegrok export demo --at-step 1500 --out at-1500.safetensors --spec-out demo.yaml",
      "  doublegrok export demo other --data tables",
      "  doublegrok export --sweep mine --data tables --format jsonl",
      "  doublegrok export demo --tensorboard events"
    })
public final class ExportCommand extends Command {
  @Parameters(arity = "0..*", paramLabel = "RUN", description = "Names of the runs.")
  private List<String> runs = new ArrayList<>();

  @Mixin
  private CheckpointOptions checkpointOptions;

  @Mixin
  private DataOptions dataOptions;

  @Option(
      names = "--out",
      paramLabel = "FILE",
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
    runs.forEach(RecordKeys::checkedRunName);
    List<Boolean> asked = List.of(
        out != null, dataOptions.folder().isPresent(), dataOptions.eventFolder().isPresent());
    if (asked.stream().filter(each -> each).count() != 1) {
      throw new IllegalArgumentException("one of --out FILE (the weights of a run), --data DIR"
          + " (tables of runs) and --tensorboard DIR (event files of runs) is needed");
    }
    Logs.quiet();
    return out == null ? exportData() : exportWeights();
  }

  private int exportData() {
    if (specOut != null || force || checkpointOptions.step().isPresent()) {
      throw new IllegalArgumentException(
          "--spec-out, --force and --at-step are about weights; the rest is of the whole run");
    }
    Consumer<String> said = json ? sentence -> {} : out()::println;
    List<Map<String, Object>> written = dataOptions.folder().isPresent()
        ? dataOptions.write(runs, checkpointOptions.cluster(), said)
        : dataOptions.writeEvents(runs, checkpointOptions.cluster(), said);
    if (json) {
      out().println(Json.text(written));
    }
    return ExitCode.DONE;
  }

  private int exportWeights() {
    dataOptions.refuseOthers();
    if (runs.size() != 1) {
      throw new IllegalArgumentException(
          "--out is of one run, %d were named".formatted(runs.size()));
    }
    String run = runs.get(0);
    OptionalLong step = checkpointOptions.step();
    NewFile weights = new NewFile(out, "--out", force);
    Optional<NewFile> spec =
        Optional.ofNullable(specOut).map(file -> new NewFile(file, "--spec-out", force));
    if (spec.isPresent() && spec.get().place().equals(weights.place())) {
      throw new IllegalArgumentException(
          "--out and --spec-out are both %s; name two files".formatted(weights.place()));
    }
    CheckpointChoice choice = checkpointOptions.choice(run);
    CheckpointManifest written =
        new WeightsExport(checkpointOptions.sound(this::progress)).write(choice, step, weights);
    spec.ifPresent(file -> file.write(draft -> Files.writeString(draft, written.getSpec())));
    out().println(json ? Json.text(fields(run, written)) : sentence(run, written));
    return ExitCode.DONE;
  }

  private String sentence(String run, CheckpointManifest written) {
    return "run %s, step %d: wrote %s (%d bytes, SHA-256 %s)%s"
        .formatted(
            run,
            written.getStep(),
            out,
            written.getWeights().getSizeBytes(),
            written.getWeights().getSha256(),
            specOut == null ? "" : " and its spec " + specOut);
  }

  private Map<String, Object> fields(String run, CheckpointManifest written) {
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
