package doublegrok.local.command.checkpoint;

import doublegrok.local.command.common.ClusterOptions;
import doublegrok.local.command.common.Command;
import doublegrok.local.command.common.ExitCode;
import doublegrok.local.command.common.Json;
import doublegrok.local.command.common.NewFile;
import doublegrok.local.process.Logs;
import doublegrok.local.process.StopSignal;
import doublegrok.log.RecordKeys;
import doublegrok.record.CheckpointManifest;
import doublegrok.viewer.data.DataFormat;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Writes a checkpoint's weights, or the data of runs, for other programs. */
@CommandLine.Command(
    name = "export",
    description = {
      "Write the weights of a run's checkpoints as safetensors, which PyTorch reads (--out),"
          + " everything that the log has of runs as tables (--data), or their numbers over steps"
          + " for TensorBoard (--tensorboard).",
      "The checkpoints of a run on a cluster are looked for in --dir too; docs/weights.md explains"
          + " the files of weights, docs/reference/data.md the tables."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  doublegrok export demo --out demo.safetensors",
      "  doublegrok export demo --at-step 1500 --out at-1500.safetensors --spec-out demo.yaml",
      "  doublegrok export demo --format gpt-neox --out neox/model.safetensors",
      "  doublegrok export demo --format transformer-lens --all-steps --out lens",
      "  doublegrok export demo other --data tables",
      "  doublegrok export --sweep mine --data tables --format jsonl",
      "  doublegrok export demo --tensorboard events --follow"
    })
public final class ExportCommand extends Command {
  @Parameters(arity = "0..*", paramLabel = "RUN", description = "Names of the runs.")
  private List<String> runs = new ArrayList<>();

  @Mixin
  private CheckpointOptions checkpointOptions;

  @Mixin
  private DataOptions dataOptions;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      converter = ExportFormat.Named.class,
      description = "Format of tables (--data): csv (default) or jsonl; or of weights (--out):"
          + " safetensors (default), gpt-neox (Hugging Face) or transformer-lens, the latter two"
          + " with a config.json beside them.")
  private ExportFormat format;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "File to write the weights to, for example demo.safetensors; with --all-steps a"
          + " folder.")
  private Path out;

  @Option(
      names = "--all-steps",
      description = "Write every checkpoint that is kept, each as step-N/model.safetensors in the"
          + " folder that --out names.")
  private boolean allSteps;

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
    requireFormat();
    boolean follows = dataOptions.follows();
    Logs.quiet();
    return out == null ? exportData(follows) : exportWeights();
  }

  private int exportData(boolean follows) {
    if (specOut != null || force || allSteps || checkpointOptions.step().isPresent()) {
      throw new IllegalArgumentException(
          "--spec-out, --force, --all-steps and --at-step are about weights; the rest is of the"
              + " whole run");
    }
    Consumer<String> said = json ? sentence -> {} : out()::println;
    ClusterOptions cluster = checkpointOptions.cluster();
    if (follows) {
      try (StopSignal stop = StopSignal.open()) {
        tell(dataOptions.writeEvents(runs, cluster, said, stop::isRequested));
        return stop.exitCode();
      }
    }
    tell(
        dataOptions.folder().isPresent()
            ? dataOptions.write(runs, tableFormat(), cluster, said)
            : dataOptions.writeEvents(runs, cluster, said, () -> true));
    return ExitCode.DONE;
  }

  private void tell(List<Map<String, Object>> written) {
    if (json) {
      out().println(Json.text(written));
    }
  }

  private DataFormat tableFormat() {
    return format == null ? DataFormat.CSV : format.table().orElseThrow();
  }

  /** Refuses a format of something else than what is asked for. */
  private void requireFormat() {
    if (format == null) {
      return;
    }
    if (dataOptions.eventFolder().isPresent()) {
      throw new IllegalArgumentException("--format is about tables (--data) and weights (--out)");
    }
    if (format.table().isPresent() == (out != null)) {
      throw new IllegalArgumentException("--format must be %s, was %s"
          .formatted(
              out == null
                  ? "csv or jsonl for tables (--data)"
                  : "safetensors, gpt-neox or transformer-lens for weights (--out)",
              format));
    }
  }

  private int exportWeights() {
    dataOptions.refuseSweep();
    if (runs.size() != 1) {
      throw new IllegalArgumentException(
          "--out is of one run, %d were named".formatted(runs.size()));
    }
    if (allSteps && checkpointOptions.step().isPresent()) {
      throw new IllegalArgumentException("--all-steps and --at-step exclude each other");
    }
    String run = runs.get(0);
    ExportFormat wanted = format == null ? ExportFormat.SAFETENSORS : format;
    ExportedWeights export = new ExportedWeights(wanted, out, allSteps, force);
    Optional<NewFile> spec =
        Optional.ofNullable(specOut).map(file -> new NewFile(file, "--spec-out", force));
    spec.ifPresent(export::requireOther);
    CheckpointChoice choice = checkpointOptions.choice(run);
    SoundCheckpoints sound = checkpointOptions.sound(this::progress);
    List<CheckpointManifest> chosen =
        allSteps ? sound.all(choice) : List.of(sound.chosen(choice, checkpointOptions.step()));
    List<Map<String, Object>> written = export.write(
        chosen,
        new WeightsExport(sound, checkpointOptions.families()),
        Optional.ofNullable(specOut));
    String newest = chosen.get(chosen.size() - 1).getSpec();
    spec.ifPresent(file -> file.write(draft -> Files.writeString(draft, newest)));
    if (json) {
      out().println(Json.text(allSteps ? written : written.get(0)));
    } else {
      written.forEach(each -> out().println(ExportedWeights.sentence(each)));
    }
    return ExitCode.DONE;
  }
}
