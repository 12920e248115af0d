package doublegrok.viewer.stream;

import doublegrok.record.CheckpointManifest;
import doublegrok.record.StoredFile;
import java.time.Instant;
import java.util.Map;

/** Manifests of checkpoints that nobody has made. */
final class Manifests {
  private Manifests() {}

  static CheckpointManifest of(
      String run, long step, String spec, Instant createdAt, boolean retired) {
    StoredFile file = new StoredFile("0".repeat(64), 1L);
    return CheckpointManifest.newBuilder()
        .setRun(run)
        .setStep(step)
        .setNextBatch(step)
        .setDistributionVersion(0)
        .setWeights(file)
        .setOptimizer(file)
        .setSpec(spec)
        .setSettings(Map.of())
        .setLibraries(Map.of())
        .setCreatedAtMillis(createdAt)
        .setRetired(retired)
        .build();
  }
}
