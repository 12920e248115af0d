package doublegrok.evaluator.work;

import doublegrok.evaluator.work.EvaluationContexts.EvaluatedSet;
import doublegrok.explain.Attribution;
import doublegrok.explain.Masses;
import doublegrok.explain.Share;
import doublegrok.model.FloatTensor;
import doublegrok.model.ForwardProgram;
import doublegrok.record.ProbeResult;
import doublegrok.record.SetEvaluation;
import doublegrok.record.ShotCount;
import doublegrok.record.Spectrum;
import doublegrok.task.EvaluationSet;
import doublegrok.task.RealSequences;
import doublegrok.task.Sequences;
import doublegrok.task.TokenSequences;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;

/** Asks a model everything that its contexts hold. */
final class ModelEvaluator {
  private static final int SEQUENCES_AT_ONCE = 256;

  private final EvaluationContexts contexts;
  private final ForwardProgram program;
  private final Optional<FloatTensor> embedding;
  private final Clock clock;
  private final BooleanSupplier cancelled;

  /**
   * An evaluator of the program's current weights.
   *
   * @param weights the same
   */
  ModelEvaluator(
      EvaluationContexts contexts,
      ForwardProgram program,
      List<FloatTensor> weights,
      Clock clock,
      BooleanSupplier cancelled) {
    this.contexts = contexts;
    this.program = program;
    this.embedding = embedding(weights);
    this.clock = clock;
    this.cancelled = cancelled;
  }

  /**
   * Evaluates every set, places the model on the spectrum, and probes it if that is wanted.
   *
   * @throws CancellationException if it is cancelled meanwhile
   */
  Findings evaluate(Subject subject, boolean probed) {
    List<SetEvaluation> evaluations = new ArrayList<>();
    Map<EvaluationSet, Masses> masses = new LinkedHashMap<>();
    contexts.sets().forEach((set, asked) -> {
      asked.table().ifPresent(table -> masses.put(set, new Masses(table)));
      evaluations.add(evaluate(subject, set, asked, Optional.ofNullable(masses.get(set))));
    });
    List<ProbeResult> probes = new ArrayList<>();
    contexts
        .spectrum()
        .map(each -> each.attribution(contexts.onTheSpectrum().map(masses::get).toList()))
        .filter(Attribution::known)
        .map(each -> new Spectrum(shares(each), each.unexplained()))
        .ifPresent(body -> probes.add(result(subject, "spectrum", body)));
    if (probed) {
      probe(subject, probes);
    }
    return new Findings(Optional.empty(), evaluations, probes);
  }

  private void probe(Subject subject, List<ProbeResult> probes) {
    GridProbe grids = new GridProbe(contexts.references(), this::answers);
    contexts
        .grids()
        .forEach(grid -> probes.add(result(subject, "grid-" + grid.name(), grids.look(grid))));
    if (!contexts.impostors().isEmpty()) {
      Object scores = ImpostorScoring.of(contexts.impostors(), this::answers);
      probes.add(result(subject, "impostors", scores));
    }
    if (!(contexts.trained() instanceof TokenSequences trained)) {
      return; // the probes read tokens
    }
    MechanismProbe mechanism = new MechanismProbe(contexts.spec().model(), program);
    probes.add(result(subject, "attention", mechanism.attention(trained)));
    mechanism
        .ratioHeads(contexts.spec().family())
        .ifPresent(heads -> probes.add(result(subject, "ratio-heads", heads)));
    mechanism
        .components(embedding, trained)
        .forEach((name, found) -> probes.add(result(subject, "components-" + name, found)));
  }

  /** Empty in a model of reals. */
  private static Optional<FloatTensor> embedding(List<FloatTensor> weights) {
    return weights.stream()
        .filter(tensor -> tensor.name().equals("embedding.weight"))
        .findFirst();
  }

  private SetEvaluation evaluate(
      Subject subject, EvaluationSet set, EvaluatedSet asked, Optional<Masses> masses) {
    long begun = System.nanoTime();
    List<ShotCount> shots = asked.sequences() instanceof TokenSequences tokens
        ? counted(tokens, masses)
        : squaredErrors(asked.sequences());
    return SetEvaluation.newBuilder()
        .setRun(subject.run())
        .setStep(subject.step())
        .setSet(set.label())
        .setDistributionVersion(contexts.version())
        .setWeightsSha256(subject.weightsSha256())
        .setSequences(asked.sequences().count())
        .setShots(shots)
        .setEvaluationSeconds((System.nanoTime() - begun) * 1e-9)
        .setEvaluatedAtMillis(clock.instant())
        .build();
  }

  private List<ShotCount> counted(TokenSequences sequences, Optional<Masses> masses) {
    ShotCounts counts = new ShotCounts(
        sequences.layout(),
        (answer, query, probabilities) ->
            masses.ifPresent(each -> each.add(answer, query, probabilities, 0)));
    answers(sequences, counts::add);
    List<ShotCount> shots = new ArrayList<>();
    for (ShotCount count : counts.records()) {
      int answer = shots.size();
      shots.add(masses
          .map(each -> each.attribution(answer))
          .filter(Attribution::known)
          .map(each -> ShotCount.newBuilder(count)
              .setAttribution(shares(each))
              .setUnexplained(each.unexplained())
              .build())
          .orElse(count));
    }
    return shots;
  }

  private List<ShotCount> squaredErrors(Sequences sequences) {
    SquaredErrors errors = new SquaredErrors(sequences.layout());
    ask(sequences, (block, outputs) -> errors.add((RealSequences) block, outputs));
    return errors.records();
  }

  /** Hands the model's logits of all sequences to the taker, block by block. */
  void answers(TokenSequences sequences, ModelAnswers taker) {
    ask(
        sequences,
        (block, logits) -> taker.take(((TokenSequences) block).bytes(), logits, block.count()));
  }

  /** Hands blocks of sequences and the model's outputs for them to the taker. */
  void ask(Sequences sequences, BiConsumer<Sequences, float[]> taker) {
    for (int first = 0; first < sequences.count(); first += SEQUENCES_AT_ONCE) {
      if (cancelled.getAsBoolean()) {
        throw new CancellationException("the evaluation is cancelled");
      }
      int end = Math.min(first + SEQUENCES_AT_ONCE, sequences.count());
      Sequences block = sequences.rows(first, end);
      taker.accept(block, program.outputs(block));
    }
  }

  private static Map<String, Double> shares(Attribution attribution) {
    return attribution.shares().stream()
        .collect(Collectors.toMap(Share::references, Share::weight));
  }

  private ProbeResult result(Subject subject, String name, Object body) {
    return new ProbeResult(
        subject.run(),
        subject.step(),
        name,
        contexts.version(),
        subject.weightsSha256(),
        body,
        clock.instant());
  }
}
