package doublegrok.local.command.checkpoint;

import doublegrok.local.check.RefusedException;
import doublegrok.local.command.common.NewFile;
import doublegrok.record.CheckpointManifest;
import doublegrok.store.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Where the weights of one or all checkpoints go, in which format, and what is told of them. */
final class ExportedWeights {
  private final ExportFormat format;
  private final Path out;
  private final boolean overwrite;
  private final Optional<ModelFiles> single;

  /**
   * @param out file of the weights, or of all steps a folder
   * @throws IllegalArgumentException if nothing may be written there
   */
  ExportedWeights(ExportFormat format, Path out, boolean allSteps, boolean overwrite) {
    this.format = format;
    this.out = out;
    this.overwrite = overwrite;
    this.single = allSteps ? Optional.empty() : Optional.of(ModelFiles.at(out, format, overwrite));
    if (allSteps && Files.exists(out) && !Files.isDirectory(out)) {
      throw new IllegalArgumentException(
          "--out %s is a file; name a folder with --all-steps".formatted(out));
    }
  }

  /** Refuses another file of the same place. */
  void requireOther(NewFile spec) {
    if (single.map(files -> files.include(spec)).orElse(false)) {
      throw new IllegalArgumentException(
          "--out and --spec-out are both %s; name two files".formatted(spec.place()));
    }
  }

  /**
   * Writes them; nothing, if any of the files may not be made.
   *
   * @param spec file of the run spec, if it is written, too
   * @return the fields of each
   */
  List<Map<String, Object>> write(
      List<CheckpointManifest> chosen, WeightsExport export, Optional<Path> spec) {
    Map<CheckpointManifest, ModelFiles> places = new LinkedHashMap<>();
    for (CheckpointManifest each : chosen) {
      places.put(
          each, single.orElseGet(() -> ModelFiles.ofStep(out, each.getStep(), format, overwrite)));
    }
    List<Map<String, Object>> all = new ArrayList<>();
    places.forEach((manifest, files) -> {
      format
          .layout()
          .ifPresentOrElse(
              layout -> export.convert(manifest, layout, files),
              () -> export.copy(manifest, files.weights()));
      all.add(fields(manifest, files, spec));
    });
    return all;
  }

  /** For a person. */
  static String sentence(Map<String, Object> fields) {
    return "run %s, step %s: wrote %s (%s bytes, SHA-256 %s)%s%s"
        .formatted(
            fields.get("run"),
            fields.get("step"),
            fields.get("weights"),
            fields.get("bytes"),
            fields.get("sha256"),
            fields.get("config") == null ? "" : " and " + fields.get("config"),
            fields.get("spec") == null ? "" : " and its spec " + fields.get("spec"));
  }

  private Map<String, Object> fields(
      CheckpointManifest manifest, ModelFiles files, Optional<Path> spec) {
    Path weights = files.weights().place();
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("run", manifest.getRun());
    fields.put("step", manifest.getStep());
    fields.put("format", format.toString());
    fields.put("weights", single.isPresent() ? out.toString() : weights.toString());
    fields.put("config", files.config().map(file -> file.place().toString()).orElse(null));
    try {
      fields.put("bytes", Files.size(weights));
      fields.put("sha256", Sha256.of(weights));
    } catch (IOException failure) {
      throw new RefusedException(
          "--out %s cannot be read again (%s)".formatted(weights, failure), failure);
    }
    fields.put("spec", spec.map(Path::toString).orElse(null));
    return fields;
  }
}
