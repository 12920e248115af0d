package doublegrok.trainer;

import doublegrok.model.FloatTensor;
import doublegrok.model.ModelState;
import doublegrok.model.Safetensors;
import doublegrok.record.CheckpointManifest;
import doublegrok.record.StoredFile;
import doublegrok.schemas.RecordKeys;
import doublegrok.schemas.RunScan;
import doublegrok.schemas.Topics;
import doublegrok.spec.RunSpec;
import doublegrok.spec.RunSpecs;
import doublegrok.store.CheckpointStore;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Takes and loads checkpoints: weights and optimizer moments as two files in the store, then the
 * manifest on the log, which is what makes them a checkpoint.
 */
final class Checkpoints {
  static final String SUFFIX = ".safetensors";
  private static final String STEP = "step";

  private final String run;
  private final RunSpec spec;
  private final CheckpointStore store;
  private final Map<String, String> settings;
  private final Map<String, String> libraries;
  private final Clock clock;

  Checkpoints(
      String run,
      RunSpec spec,
      CheckpointStore store,
      Map<String, String> settings,
      Map<String, String> libraries,
      Clock clock) {
    this.run = run;
    this.spec = spec;
    this.store = store;
    this.settings = settings;
    this.libraries = libraries;
    this.clock = clock;
  }

  /** The run's newest manifest. */
  static Optional<CheckpointManifest> newest(RunScan log, String run) {
    return log.newest(Topics.CHECKPOINTS, run);
  }

  /** Writes both files; the caller publishes the manifest. */
  CheckpointManifest take(ModelState state, long nextOffset, int version) {
    return CheckpointManifest.newBuilder()
        .setRun(run)
        .setStep(state.step())
        .setNextBatch(state.step())
        .setNextBatchOffset(nextOffset)
        .setDistributionVersion(version)
        .setWeights(put(state.weights(), Map.of()))
        .setOptimizer(put(state.moments(), Map.of(STEP, Long.toString(state.step()))))
        .setSpec(RunSpecs.canonical(spec))
        .setSettings(settings)
        .setLibraries(libraries)
        .setCreatedAtMillis(clock.instant())
        .build();
  }

  /** The state in a checkpoint's files, each checked against its address. */
  ModelState load(CheckpointManifest manifest) {
    return new ModelState(
        read(manifest.getWeights()), read(manifest.getOptimizer()), manifest.getStep());
  }

  /** Key of a manifest. */
  static String key(CheckpointManifest manifest) {
    return RecordKeys.step(manifest.getRun(), manifest.getStep());
  }

  private StoredFile put(List<FloatTensor> tensors, Map<String, String> metadata) {
    return store.put(SUFFIX, path -> Safetensors.write(path, tensors, metadata));
  }

  private List<FloatTensor> read(StoredFile file) {
    Path path = store.verified(file, SUFFIX);
    try {
      return Safetensors.read(path).tensors();
    } catch (IOException unsound) {
      throw new IllegalStateException(unsound.getMessage(), unsound);
    }
  }
}
