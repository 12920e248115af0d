package doublegrok.local.command.checkpoint;

import doublegrok.local.command.common.NewFile;
import doublegrok.record.CheckpointManifest;
import doublegrok.store.Sha256;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.OptionalLong;

/** Copies a checkpoint's weights out of the store, and knows that the copy is the original. */
final class WeightsExport {
  private final SoundCheckpoints sound;

  WeightsExport(SoundCheckpoints sound) {
    this.sound = sound;
  }

  /**
   * Writes the weights of the checkpoint at a step, or of the newest that is sound.
   *
   * @return the checkpoint
   * @throws RefusedException if there is no such checkpoint, or its file is missing or damaged
   */
  CheckpointManifest write(CheckpointChoice checkpoints, OptionalLong step, NewFile out) {
    CheckpointManifest chosen = sound.chosen(checkpoints, step);
    out.write(draft -> copy(chosen, draft));
    return chosen;
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
