package doublegrok.evaluator.work;

import doublegrok.model.ComputeDevice;
import doublegrok.model.FloatTensor;
import doublegrok.model.ForwardProgram;
import doublegrok.model.Safetensors;
import doublegrok.model.TokenBlock;
import doublegrok.record.CheckpointManifest;
import doublegrok.record.SetEvaluation;
import doublegrok.spec.DistributionHistory;
import doublegrok.spec.ModelSpec;
import doublegrok.spec.RunSpec;
import doublegrok.spec.RunSpecs;
import doublegrok.spec.VersionedDistribution;
import doublegrok.store.CheckpointStore;
import doublegrok.task.Distribution;
import doublegrok.task.EvaluationSampler;
import doublegrok.task.EvaluationSet;
import doublegrok.task.SequenceLayout;
import doublegrok.task.Sequences;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;

/**
 * Evaluates a checkpoint on every set of its distribution: all sequences, all answers, counts.
 * Keeps the program and contexts of the last run, which are the same at each of its checkpoints.
 */
final class CheckpointEvaluator implements AutoCloseable {
  private static final String SUFFIX = ".safetensors";
  private static final int SEQUENCES_AT_ONCE = 256;

  private final CheckpointStore store;
  private final ComputeDevice device;
  private final Clock clock;
  private Optional<Contexts> contexts = Optional.empty();
  private Optional<Loaded> loaded = Optional.empty();
  private volatile boolean cancelled;

  CheckpointEvaluator(CheckpointStore store, ComputeDevice device, Clock clock) {
    this.store = store;
    this.device = device;
    this.clock = clock;
  }

  /**
   * One evaluation for each set.
   *
   * @throws doublegrok.store.StoreException if the weights are missing or damaged
   * @throws IllegalArgumentException if the manifest or the weights do not fit the spec
   * @throws CancellationException if it is cancelled meanwhile
   */
  List<SetEvaluation> evaluate(CheckpointManifest manifest) {
    RunSpec spec = RunSpecs.parse(manifest.getSpec(), "run " + manifest.getRun(), List.of());
    ForwardProgram program = program(manifest, spec.model());
    Contexts current = contexts(manifest.getSpec(), spec, manifest.getDistributionVersion());
    List<SetEvaluation> evaluations = new ArrayList<>();
    current
        .sequences()
        .forEach((set, sequences) -> evaluations.add(evaluate(manifest, set, sequences, program)));
    return evaluations;
  }

  /** Ends the evaluation at hand, and every later one, between two blocks of sequences. */
  void cancel() {
    cancelled = true;
  }

  @Override
  public void close() {
    Optional<Loaded> former = loaded;
    loaded = Optional.empty(); // first: whatever happens now, a closed program is not used again
    former.ifPresent(each -> each.program().close());
  }

  private SetEvaluation evaluate(
      CheckpointManifest manifest, EvaluationSet set, Sequences sequences, ForwardProgram program) {
    long begun = System.nanoTime();
    SequenceLayout layout = sequences.layout();
    ShotCounts counts = new ShotCounts(layout);
    for (int first = 0; first < sequences.count(); first += SEQUENCES_AT_ONCE) {
      if (cancelled) {
        throw new CancellationException("the evaluation is cancelled");
      }
      int count = Math.min(SEQUENCES_AT_ONCE, sequences.count() - first);
      byte[] tokens = Arrays.copyOfRange(
          sequences.tokens(), first * layout.length(), (first + count) * layout.length());
      float[] logits =
          program.logits(new TokenBlock(count, layout.length(), tokens, layout.answerPositions()));
      counts.add(tokens, logits, count);
    }
    return SetEvaluation.newBuilder()
        .setRun(manifest.getRun())
        .setStep(manifest.getStep())
        .setSet(set.label())
        .setDistributionVersion(manifest.getDistributionVersion())
        .setWeightsSha256(manifest.getWeights().getSha256())
        .setSequences(sequences.count())
        .setShots(counts.records())
        .setEvaluationSeconds((System.nanoTime() - begun) * 1e-9)
        .setEvaluatedAtMillis(clock.instant())
        .build();
  }

  private ForwardProgram program(CheckpointManifest manifest, ModelSpec model) {
    List<FloatTensor> weights = weights(manifest);
    if (loaded.isPresent() && loaded.get().model().equals(model)) {
      loaded.get().program().replaceWeights(weights);
      return loaded.get().program();
    }
    close();
    loaded = Optional.of(new Loaded(model, ForwardProgram.open(model, weights, device)));
    return loaded.get().program();
  }

  private List<FloatTensor> weights(CheckpointManifest manifest) {
    Path path = store.verified(manifest.getWeights(), SUFFIX);
    try {
      return Safetensors.read(path).tensors();
    } catch (IOException unsound) {
      throw new IllegalArgumentException(unsound.getMessage(), unsound);
    }
  }

  private Contexts contexts(String text, RunSpec spec, int version) {
    if (contexts.isPresent() && contexts.get().fits(text, version)) {
      return contexts.get();
    }
    List<VersionedDistribution> planned = DistributionHistory.planned(spec).versions();
    if (version < 0 || version >= planned.size()) {
      throw new IllegalArgumentException(
          "the distribution's version must be 0..%d, as the manifest's spec plans, was %d"
              .formatted(planned.size() - 1, version));
    }
    List<Distribution> history = planned.subList(0, version + 1).stream()
        .map(VersionedDistribution::distribution)
        .toList();
    EvaluationSampler sampler = spec.family().evaluationSampler(history, spec.seed());
    Map<EvaluationSet, Sequences> drawn = new EnumMap<>(EvaluationSet.class);
    for (EvaluationSet set : sampler.sets()) {
      drawn.put(set, sampler.sequences(set, spec.evaluation().sequences()));
    }
    Contexts fresh = new Contexts(text, version, drawn);
    contexts = Optional.of(fresh);
    return fresh;
  }

  private record Contexts(String spec, int version, Map<EvaluationSet, Sequences> sequences) {
    boolean fits(String otherSpec, int otherVersion) {
      return version == otherVersion && spec.equals(otherSpec);
    }
  }

  private record Loaded(ModelSpec model, ForwardProgram program) {}
}
