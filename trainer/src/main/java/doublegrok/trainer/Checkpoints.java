package doublegrok.trainer;

import doublegrok.log.RecordKeys;
import doublegrok.model.FloatTensor;
import doublegrok.model.ModelState;
import doublegrok.model.safetensors.Safetensors;
import doublegrok.model.safetensors.SafetensorsFile;
import doublegrok.record.CheckpointManifest;
import doublegrok.record.StoredFile;
import doublegrok.spec.RunSpec;
import doublegrok.spec.RunSpecs;
import doublegrok.store.CheckpointStore;
import doublegrok.store.StoreException;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Map;

/**
 * Takes and loads checkpoints: weights and optimizer moments as two files in the store, then the
 * manifest on the log, which is what makes them a checkpoint.
 */
final class Checkpoints {
  private static final String STEP = "step";

  private final String run;
  private final CheckpointStore store;
  private final Map<String, String> settings;
  private final Map<String, String> libraries;
  private final Clock clock;

  /**
   * Checkpoints of a run.
   *
   * @param settings what the numbers depend on besides the spec
   */
  Checkpoints(
      String run,
      CheckpointStore store,
      Map<String, String> settings,
      Map<String, String> libraries,
      Clock clock) {
    this.run = run;
    this.store = store;
    this.settings = settings;
    this.libraries = libraries;
    this.clock = clock;
  }

  /**
   * Writes both files; the caller publishes the manifest.
   *
   * @param spec the effective one, with every swap that the state has seen
   */
  CheckpointManifest take(RunSpec spec, ModelState state, long nextOffset, int version) {
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

  /**
   * The state in a checkpoint's files, each checked against its address.
   *
   * @throws DamagedException naming the checkpoint, if a file is missing or not what it should be
   */
  static ModelState load(CheckpointStore store, CheckpointManifest manifest) {
    try {
      SafetensorsFile moments = read(store, manifest.getOptimizer());
      String step = moments.metadata().getOrDefault(STEP, "none");
      if (!step.equals(Long.toString(manifest.getStep()))) {
        throw new IOException("the optimizer's file is of step " + step);
      }
      return new ModelState(
          read(store, manifest.getWeights()).tensors(), moments.tensors(), manifest.getStep());
    } catch (StoreException | IOException failure) {
      throw new DamagedException(manifest, failure);
    }
  }

  /** Key of a manifest. */
  static String key(CheckpointManifest manifest) {
    return RecordKeys.step(manifest.getRun(), manifest.getStep());
  }

  private StoredFile put(List<FloatTensor> tensors, Map<String, String> metadata) {
    return store.put(
        run, CheckpointStore.SUFFIX, path -> Safetensors.write(path, tensors, metadata));
  }

  private static SafetensorsFile read(CheckpointStore store, StoredFile file) throws IOException {
    return Safetensors.read(store.verified(file, CheckpointStore.SUFFIX));
  }

  /** A checkpoint that cannot be loaded. */
  static final class DamagedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    DamagedException(CheckpointManifest manifest, Exception cause) {
      super(
          "checkpoint %s cannot be loaded: %s".formatted(key(manifest), cause.getMessage()), cause);
    }
  }
}
