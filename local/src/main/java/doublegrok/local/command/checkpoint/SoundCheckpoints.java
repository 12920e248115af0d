package doublegrok.local.command.checkpoint;

import doublegrok.local.check.RefusedException;
import doublegrok.record.CheckpointManifest;
import doublegrok.store.CheckpointStore;
import doublegrok.store.StoreException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Consumer;

/** The checkpoints whose weights are in the store as they were written. */
final class SoundCheckpoints {

  private final CheckpointStore store;
  private final Consumer<String> progress;

  /**
   * @param progress is told of checkpoints that are passed over
   */
  SoundCheckpoints(CheckpointStore store, Consumer<String> progress) {
    this.store = store;
    this.progress = progress;
  }

  /**
   * The checkpoint at a step, or the newest that is sound.
   *
   * @throws RefusedException if there is no such checkpoint, or its file is missing or damaged
   */
  CheckpointManifest chosen(CheckpointChoice checkpoints, OptionalLong step) {
    return step.isPresent()
        ? sound(checkpoints.at(step.getAsLong()))
        : newestSound(checkpoints.newestFirst());
  }

  /**
   * All that are kept and sound, oldest first.
   *
   * @throws RefusedException if there is none
   */
  List<CheckpointManifest> all(CheckpointChoice checkpoints) {
    List<CheckpointManifest> newestFirst = checkpoints.newestFirst();
    List<CheckpointManifest> all = new ArrayList<>();
    for (CheckpointManifest each : newestFirst) {
      if (isSound(each)) {
        all.add(0, each);
      }
    }
    return all.isEmpty() ? List.of(sound(newestFirst.get(0))) : all; // says why not
  }

  /**
   * The file of a checkpoint's weights.
   *
   * @throws StoreException if it is missing or damaged
   */
  Path weights(CheckpointManifest manifest) {
    return store.verified(manifest.getWeights(), CheckpointStore.SUFFIX);
  }

  private CheckpointManifest sound(CheckpointManifest manifest) {
    try {
      weights(manifest);
      return manifest;
    } catch (StoreException damaged) {
      throw new RefusedException(
          "the weights of run '%s' at step %d cannot be had: %s; name another checkpoint with"
                  .formatted(manifest.getRun(), manifest.getStep(), damaged.getMessage())
              + " --at-step, or the data directory with --dir",
          damaged);
    }
  }

  private CheckpointManifest newestSound(List<CheckpointManifest> newestFirst) {
    for (CheckpointManifest each : newestFirst) {
      if (isSound(each)) {
        return each;
      }
    }
    return sound(newestFirst.get(0)); // says why not
  }

  private boolean isSound(CheckpointManifest manifest) {
    try {
      weights(manifest);
      return true;
    } catch (StoreException damaged) {
      progress.accept(
          "passing over step %d: %s".formatted(manifest.getStep(), damaged.getMessage()));
      return false;
    }
  }
}
