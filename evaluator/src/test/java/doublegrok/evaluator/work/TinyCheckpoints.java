package doublegrok.evaluator.work;

import doublegrok.evaluator.probe.Landscapes;
import doublegrok.evaluator.probe.Probes;
import doublegrok.model.ComputeDevice;
import doublegrok.model.ComputeThreads;
import doublegrok.model.DeviceChoice;
import doublegrok.model.FloatTensor;
import doublegrok.model.ModelState;
import doublegrok.model.safetensors.Safetensors;
import doublegrok.record.CheckpointManifest;
import doublegrok.record.ProbeResult;
import doublegrok.record.StoredFile;
import doublegrok.spec.Presets;
import doublegrok.spec.RunSpec;
import doublegrok.spec.RunSpecs;
import doublegrok.store.CheckpointStore;
import doublegrok.store.DirectoryStore;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;

/** Checkpoints of untrained tiny models in a directory, and evaluators that read them. */
final class TinyCheckpoints {
  static final RunSpec SPEC = spec();

  /** For probes that move no weights. */
  static final Landscapes NO_LANDSCAPE = (batches, sequences) -> {
    throw new AssertionError("weights are moved");
  };

  private static final String SUFFIX = ".safetensors";

  private final CheckpointStore store;

  TinyCheckpoints(Path directory) {
    this.store = DirectoryStore.in(directory);
  }

  /** The preset smoke: shifts modulo 11, of which 8 are trained; from batch 200 on 4 of these. */
  static RunSpec spec(String... overrides) {
    return RunSpecs.builtIn().parse(Presets.text("smoke"), "smoke", List.of(overrides));
  }

  CheckpointEvaluator evaluator() {
    ComputeThreads.use(1); // more would but wait for each other on models this small
    return new CheckpointEvaluator(
        store,
        ComputeDevice.choose(DeviceChoice.CPU),
        RunSpecs.builtIn(),
        Probes.builtIn(),
        Clock.fixed(Instant.EPOCH, ZoneOffset.UTC));
  }

  /** What those find that look at a checkpoint in their rhythm. */
  static List<ProbeResult> looks(Prober prober, CheckpointManifest manifest) {
    return prober.probe(manifest, (all, spec) -> all.due(spec, manifest.getStep()), () -> false);
  }

  /** One that has only these probes look. */
  Prober prober(Probes probes) {
    ComputeThreads.use(1);
    return Prober.of(
        store,
        ComputeDevice.choose(DeviceChoice.CPU),
        RunSpecs.builtIn(),
        probes,
        Clock.fixed(Instant.EPOCH, ZoneOffset.UTC));
  }

  /** A checkpoint at step 0. */
  CheckpointManifest untrained(RunSpec spec, long seed) {
    return manifest("a", 0, 0, spec, weights(spec, seed));
  }

  StoredFile weights(RunSpec spec, long seed) {
    List<FloatTensor> weights =
        ModelState.initial(spec.model(), spec.optimizer(), seed).weights();
    return store.put("a", SUFFIX, path -> Safetensors.write(path, weights, Map.of()));
  }

  StoredFile file(CheckpointStore.Content content) {
    return store.put("a", SUFFIX, content);
  }

  Path path(StoredFile file) {
    return store.verified(file, SUFFIX);
  }

  static CheckpointManifest manifest(
      String run, long step, int version, RunSpec spec, StoredFile weights) {
    return CheckpointManifest.newBuilder()
        .setRun(run)
        .setStep(step)
        .setNextBatch(step)
        .setDistributionVersion(version)
        .setWeights(weights)
        .setOptimizer(weights)
        .setSpec(RunSpecs.canonical(spec))
        .setSettings(Map.of())
        .setLibraries(Map.of())
        .setCreatedAtMillis(Instant.EPOCH)
        .build();
  }
}
