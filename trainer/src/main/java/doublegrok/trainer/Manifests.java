package doublegrok.trainer;

import doublegrok.record.CheckpointManifest;
import doublegrok.record.StoredFile;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reader of what manifests on the log mean together. */
final class Manifests {
  private Manifests() {}

  /** The same checkpoint, no longer kept. */
  static CheckpointManifest retired(CheckpointManifest manifest) {
    return new CheckpointManifest(
        manifest.getRun(),
        manifest.getStep(),
        manifest.getNextBatch(),
        manifest.getNextBatchOffset(),
        manifest.getDistributionVersion(),
        manifest.getWeights(),
        manifest.getOptimizer(),
        manifest.getSpec(),
        manifest.getSettings(),
        manifest.getLibraries(),
        manifest.getCreatedAtMillis(),
        true);
  }

  static List<StoredFile> files(CheckpointManifest manifest) {
    return List.of(manifest.getWeights(), manifest.getOptimizer());
  }

  /** The addresses of all files of these manifests. */
  static Set<String> addresses(Collection<CheckpointManifest> manifests) {
    return manifests.stream().flatMap(Manifests::addresses).collect(Collectors.toUnmodifiableSet());
  }

  private static Stream<String> addresses(CheckpointManifest manifest) {
    return files(manifest).stream().map(StoredFile::getSha256);
  }
}
