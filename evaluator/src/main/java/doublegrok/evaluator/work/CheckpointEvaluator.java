package doublegrok.evaluator.work;

import doublegrok.evaluator.probe.Probes;
import doublegrok.model.ComputeDevice;
import doublegrok.model.FloatTensor;
import doublegrok.model.ForwardProgram;
import doublegrok.model.safetensors.Safetensors;
import doublegrok.record.CheckpointManifest;
import doublegrok.record.ProbeResult;
import doublegrok.spec.ModelSpec;
import doublegrok.spec.RunSpec;
import doublegrok.spec.RunSpecs;
import doublegrok.store.CheckpointStore;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Evaluates a checkpoint on every set of its distribution: all sequences, all answers, counts.
 * Keeps the program and contexts of the last run, which are the same at each of its checkpoints.
 */
final class CheckpointEvaluator implements Prober {
  private static final Logger log = LoggerFactory.getLogger(CheckpointEvaluator.class);

  private final CheckpointStore store;
  private final ComputeDevice device;
  private final RunSpecs specs;
  private final Clock clock;
  private final Probes probes;
  private Optional<Drawn> drawn = Optional.empty();
  private Optional<Loaded> loaded = Optional.empty();
  private Optional<Read> read = Optional.empty();
  private volatile boolean cancelled;

  CheckpointEvaluator(
      CheckpointStore store, ComputeDevice device, RunSpecs specs, Probes probes, Clock clock) {
    this.probes = probes;
    this.store = store;
    this.device = device;
    this.specs = specs;
    this.clock = clock;
  }

  /**
   * Evaluates a checkpoint.
   *
   * @throws doublegrok.store.StoreException if the weights are missing or damaged
   * @throws IllegalArgumentException if the manifest or the weights do not fit the spec
   * @throws CancellationException if it is cancelled meanwhile
   */
  Findings evaluate(CheckpointManifest manifest) {
    RunSpec spec = spec(manifest);
    boolean known = drawn.isPresent() && drawn.get().fits(manifest);
    Subject subject = subject(manifest);
    Findings findings = evaluator(manifest, spec, () -> cancelled)
        .evaluate(subject, probes.due(spec, subject.step()));
    return known
        ? findings
        : findings.with(
            LevelsReport.of(subject.run(), drawn.orElseThrow().contexts(), clock.instant()));
  }

  @Override
  public List<ProbeResult> probe(CheckpointManifest manifest, Choice choice, BooleanSupplier late) {
    RunSpec spec = spec(manifest);
    Probes due = choice.of(probes, spec);
    due.all()
        .forEach(each -> each.told(spec, spec.evaluation().means(each.name(), each.means()))
            .ifPresent(cost -> log.info(
                "run {}, step {}: {}: {}",
                manifest.getRun(),
                manifest.getStep(),
                each.name(),
                cost)));
    return due.all().isEmpty()
        ? List.of()
        : evaluator(manifest, spec, () -> cancelled || late.getAsBoolean())
            .probe(subject(manifest), due);
  }

  private ModelEvaluator evaluator(
      CheckpointManifest manifest, RunSpec spec, BooleanSupplier ended) {
    List<FloatTensor> weights = weights(manifest);
    ForwardProgram program = program(weights, spec.model());
    if (drawn.isEmpty() || !drawn.get().fits(manifest)) {
      drawn = Optional.of(new Drawn(
          manifest.getRun(),
          manifest.getSpec(),
          new EvaluationContexts(spec, manifest.getDistributionVersion())));
    }
    return new ModelEvaluator(drawn.get().contexts(), program, weights, clock, ended);
  }

  /** Read once while it stays the same, as it mostly does from checkpoint to checkpoint. */
  private RunSpec spec(CheckpointManifest manifest) {
    String text = manifest.getSpec();
    if (read.isEmpty() || !read.get().text().equals(text)) {
      RunSpec spec = specs.parse(text, "run " + manifest.getRun(), List.of());
      read = Optional.of(new Read(text, spec));
    }
    return read.get().spec();
  }

  private static Subject subject(CheckpointManifest manifest) {
    return new Subject(
        manifest.getRun(), manifest.getStep(), manifest.getWeights().getSha256());
  }

  /** Draws anew, and tells the levels again: whether they were heard is not known. */
  void forget() {
    drawn = Optional.empty();
  }

  /** Ends the evaluation at hand, and every later one, between two blocks of sequences. */
  @Override
  public void cancel() {
    cancelled = true;
  }

  @Override
  public void close() {
    Optional<Loaded> former = loaded;
    loaded = Optional.empty(); // first: whatever happens now, a closed program is not used again
    former.ifPresent(each -> each.program().close());
  }

  private ForwardProgram program(List<FloatTensor> weights, ModelSpec model) {
    if (loaded.isPresent() && loaded.get().model().equals(model)) {
      loaded.get().program().replaceWeights(weights);
      return loaded.get().program();
    }
    close();
    loaded = Optional.of(new Loaded(model, ForwardProgram.open(model, weights, device)));
    return loaded.get().program();
  }

  private List<FloatTensor> weights(CheckpointManifest manifest) {
    Path path = store.verified(manifest.getWeights(), CheckpointStore.SUFFIX);
    try {
      return Safetensors.read(path).tensors();
    } catch (IOException unsound) {
      throw new IllegalArgumentException(unsound.getMessage(), unsound);
    }
  }

  private record Drawn(String run, String spec, EvaluationContexts contexts) {
    boolean fits(CheckpointManifest manifest) {
      return run.equals(manifest.getRun())
          && spec.equals(manifest.getSpec())
          && contexts.version() == manifest.getDistributionVersion();
    }
  }

  private record Read(String text, RunSpec spec) {}

  private record Loaded(ModelSpec model, ForwardProgram program) {}
}
