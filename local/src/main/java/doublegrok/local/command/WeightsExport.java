package doublegrok.local.command;

import doublegrok.local.check.StartRefused;
import doublegrok.record.CheckpointManifest;
import doublegrok.record.StoredFile;
import doublegrok.store.CheckpointStore;
import doublegrok.store.StoreException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Consumer;

/** Copies a checkpoint's weights out of the store, and knows that the copy is the original. */
final class WeightsExport {
  private static final String SUFFIX = ".safetensors";

  private final CheckpointStore store;
  private final Consumer<String> progress;

  /**
   * @param progress is told of checkpoints that are passed over
   */
  WeightsExport(CheckpointStore store, Consumer<String> progress) {
    this.store = store;
    this.progress = progress;
  }

  /**
   * Writes the weights of the checkpoint at a step, or of the newest that is sound.
   *
   * @return the checkpoint
   * @throws StartRefused if there is no such checkpoint, or its file is missing or damaged
   */
  CheckpointManifest write(CheckpointChoice checkpoints, OptionalLong step, NewFile out) {
    CheckpointManifest chosen = step.isPresent()
        ? sound(checkpoints.at(step.getAsLong()))
        : newestSound(checkpoints.newestFirst());
    out.write(draft -> copy(chosen.getWeights(), draft));
    return chosen;
  }

  private CheckpointManifest sound(CheckpointManifest manifest) {
    try {
      store.verified(manifest.getWeights(), SUFFIX);
      return manifest;
    } catch (StoreException damaged) {
      throw new StartRefused(
          "the weights of run '%s' at step %d cannot be exported: %s; name another checkpoint with"
                  .formatted(manifest.getRun(), manifest.getStep(), damaged.getMessage())
              + " --at-step, or the data directory with --dir",
          damaged);
    }
  }

  private CheckpointManifest newestSound(List<CheckpointManifest> newestFirst) {
    for (CheckpointManifest each : newestFirst) {
      try {
        store.verified(each.getWeights(), SUFFIX);
        return each;
      } catch (StoreException damaged) {
        progress.accept("passing over step %d: %s".formatted(each.getStep(), damaged.getMessage()));
      }
    }
    return sound(newestFirst.get(0)); // says why not
  }

  private void copy(StoredFile file, Path draft) throws IOException {
    MessageDigest digest = sha256();
    try (OutputStream out = new DigestOutputStream(Files.newOutputStream(draft), digest)) {
      Files.copy(store.verified(file, SUFFIX), out);
    }
    if (!HexFormat.of().formatHex(digest.digest()).equals(file.getSha256())) {
      throw new IOException("the checkpoint's file changed while it was copied");
    }
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java has SHA-256", impossible);
    }
  }
}
