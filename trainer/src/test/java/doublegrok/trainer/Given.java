package doublegrok.trainer;

import doublegrok.log.BatchChecksum;
import doublegrok.model.ModelState;
import doublegrok.record.RepeatedSequences;
import doublegrok.record.SequenceBatch;
import doublegrok.record.TokenSequences;
import doublegrok.spec.Presets;
import doublegrok.spec.RunSpec;
import doublegrok.spec.RunSpecs;
import doublegrok.store.CheckpointStore;
import doublegrok.store.DirectoryStore;
import io.prometheus.client.CollectorRegistry;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;

/** Boring specs, batches and checkpoints for tests. */
final class Given {
  static final String RUN = "a";
  static final String TRAINER = "this trainer";
  static final Clock CLOCK = Clock.fixed(Instant.EPOCH, ZoneOffset.UTC);

  /** One layer of width 16; a checkpoint every 5 steps. */
  static final RunSpec SPEC = spec();

  private static final int SEQUENCES = 4;
  private static final int LENGTH = 9;

  private Given() {}

  /** Metrics that nobody looks at. */
  static TrainerMetrics metrics() {
    return metrics(new CollectorRegistry());
  }

  static TrainerMetrics metrics(CollectorRegistry registry) {
    return new TrainerMetricFamilies(registry).open(RUN, new Progress(RUN, System::nanoTime));
  }

  static RunSpec spec(String... overrides) {
    List<String> small = List.of(
        "swaps=[]",
        "model.layers=1",
        "model.width=16",
        "batch.sequences=" + SEQUENCES,
        "training.steps=20",
        "schedule.warmup_steps=2",
        "checkpoint.every=5");
    return RunSpecs.builtIn()
        .parse(
            Presets.text("smoke"),
            "smoke",
            Stream.concat(small.stream(), Stream.of(overrides)).toList());
  }

  static SequenceBatch batch(long index) {
    return batch(RUN, index, 0);
  }

  /** Uniform tokens; answers at positions 2, 5 and 8 of nine. */
  static SequenceBatch batch(String run, long index, int version) {
    Random random = new Random(index);
    byte[] tokens = new byte[SEQUENCES * LENGTH];
    for (int i = 0; i < tokens.length; i++) {
      tokens[i] = (byte) random.nextInt(11);
    }
    List<Integer> latents = random.ints(SEQUENCES, 0, 121).boxed().toList();
    TokenSequences payload = new TokenSequences(11, LENGTH, ByteBuffer.wrap(tokens), latents);
    return SequenceBatch.newBuilder()
        .setRun(run)
        .setIndex(index)
        .setDistributionVersion(version)
        .setSeed(0)
        .setFamily("modular-shift")
        .setShots(2)
        .setSequences(SEQUENCES)
        .setAnswerPositions(List.of(2, 5, 8))
        .setChecksum(BatchChecksum.of(payload))
        .setPayload(payload)
        .build();
  }

  /** The batch with the sequences of another, to which it refers. */
  static SequenceBatch repeated(long index, long of) {
    return SequenceBatch.newBuilder(batch(of))
        .setIndex(index)
        .setPayload(new RepeatedSequences(of))
        .build();
  }

  static Checkpoints checkpoints(Path directory) {
    return checkpoints(RUN, directory, CLOCK);
  }

  static Checkpoints checkpoints(String run, Path directory, Clock clock) {
    return checkpoints(run, DirectoryStore.in(directory), clock);
  }

  static Checkpoints checkpoints(String run, CheckpointStore store) {
    return checkpoints(run, store, CLOCK);
  }

  private static Checkpoints checkpoints(String run, CheckpointStore store, Clock clock) {
    return new Checkpoints(run, store, Map.of("threads", "1"), Map.of("pytorch", "2.5.1"), clock);
  }

  /** The initial weights of another seed for each step, so that states differ. */
  static ModelState state(long step) {
    ModelState initial = ModelState.initial(SPEC.model(), SPEC.optimizer(), step);
    return new ModelState(initial.weights(), initial.moments(), step);
  }
}
