package doublegrok.local.command.checkpoint;

import doublegrok.local.command.common.Json;
import doublegrok.local.command.common.NewFile;
import doublegrok.model.exchange.ForeignLayout;
import doublegrok.model.exchange.ForeignModel;
import doublegrok.model.safetensors.Safetensors;
import doublegrok.record.CheckpointManifest;
import doublegrok.spec.ModelSpec;
import doublegrok.spec.RunSpecs;
import doublegrok.store.Sha256;
import doublegrok.task.families.Families;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;

/** Writes checkpoints' weights: copies, known to be the originals, or other libraries' models. */
final class WeightsExport {
  private final SoundCheckpoints sound;
  private final Families families;

  /**
   * @param families that the checkpoints' specs may name
   */
  WeightsExport(SoundCheckpoints sound, Families families) {
    this.sound = sound;
    this.families = families;
  }

  /** Copies the weights of a checkpoint as they are. */
  void copy(CheckpointManifest manifest, NewFile out) {
    out.write(draft -> copy(manifest, draft));
  }

  /**
   * Writes a checkpoint as a library's model: weights, and the configuration beside them.
   *
   * @throws IllegalArgumentException if that library has no such model
   */
  void convert(CheckpointManifest manifest, ForeignLayout layout, ModelFiles files) {
    ModelSpec spec = new RunSpecs(families)
        .parse(manifest.getSpec(), "run " + manifest.getRun(), List.of())
        .model();
    ForeignModel model =
        layout.of(spec, WeightsFile.read(sound.weights(manifest)).tensors());
    files
        .weights()
        .write(draft -> Safetensors.write(draft, model.tensors(), ForeignModel.METADATA));
    files
        .config()
        .ifPresent(file ->
            file.write(draft -> Files.writeString(draft, Json.text(model.config()) + "\n")));
  }

  private void copy(CheckpointManifest manifest, Path draft) throws IOException {
    MessageDigest digest = Sha256.digest();
    try (OutputStream out = new DigestOutputStream(Files.newOutputStream(draft), digest)) {
      Files.copy(sound.weights(manifest), out);
    }
    String written = HexFormat.of().formatHex(digest.digest());
    if (!written.equals(manifest.getWeights().getSha256())) {
      throw new IOException("the checkpoint's file changed while it was copied");
    }
  }
}
