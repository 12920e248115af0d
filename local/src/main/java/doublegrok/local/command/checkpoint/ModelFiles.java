package doublegrok.local.command.checkpoint;

import doublegrok.local.check.RefusedException;
import doublegrok.local.command.common.NewFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Files that a model is written to.
 *
 * @param weights safetensors
 * @param config of the library that it is for, beside the weights; empty if it is ours
 */
record ModelFiles(NewFile weights, Optional<NewFile> config) {
  private static final String CONFIG = "config.json";

  /**
   * Those of one model.
   *
   * @throws IllegalArgumentException if they may not be made there
   */
  static ModelFiles at(Path named, ExportFormat format, boolean overwrite) {
    NewFile weights = new NewFile(named, "--out", overwrite);
    Path beside = weights.place().resolveSibling(CONFIG);
    if (format.layout().isPresent() && beside.equals(weights.place())) {
      throw new IllegalArgumentException(
          "--out must not be %s, which is written beside the weights; name it model.safetensors"
              .formatted(CONFIG));
    }
    return new ModelFiles(
        weights, format.layout().map(layout -> new NewFile(beside, "--out", overwrite)));
  }

  /**
   * Those of the model at a step of a run, in a folder of its own.
   *
   * @param parent of these folders; both are made
   */
  static ModelFiles ofStep(Path parent, long step, ExportFormat format, boolean overwrite) {
    Path folder = parent.resolve("step-" + step);
    try {
      Files.createDirectories(folder);
    } catch (IOException failure) {
      throw new RefusedException(
          "--out %s cannot be made (%s); name another folder".formatted(folder, failure), failure);
    }
    return at(folder.resolve("model.safetensors"), format, overwrite);
  }

  /** Whether it is one of them. */
  boolean include(NewFile other) {
    return other.place().equals(weights.place())
        || config.map(each -> each.place().equals(other.place())).orElse(false);
  }
}
