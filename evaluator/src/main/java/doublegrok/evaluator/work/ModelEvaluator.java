package doublegrok.evaluator.work;

import doublegrok.evaluator.work.EvaluationContexts.EvaluatedSet;
import doublegrok.explain.Attribution;
import doublegrok.explain.Masses;
import doublegrok.explain.Share;
import doublegrok.model.FloatTensor;
import doublegrok.model.ForwardProgram;
import doublegrok.model.TokenBlock;
import doublegrok.record.ProbeResult;
import doublegrok.record.SetEvaluation;
import doublegrok.record.ShotCount;
import doublegrok.record.Spectrum;
import doublegrok.task.EvaluationSet;
import doublegrok.task.SequenceLayout;
import doublegrok.task.Sequences;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;

/** Asks a model everything that its contexts hold. */
final class ModelEvaluator {
  private static final int SEQUENCES_AT_ONCE = 256;

  private final EvaluationContexts contexts;
  private final ForwardProgram program;
  private final FloatTensor embedding;
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
    Sequences trained = contexts.trained();
    MechanismProbe mechanism = new MechanismProbe(contexts.spec().model(), program);
    probes.add(result(subject, "attention", mechanism.attention(trained)));
    mechanism
        .ratioHeads(contexts.spec().family())
        .ifPresent(heads -> probes.add(result(subject, "ratio-heads", heads)));
    mechanism
        .components(embedding, trained)
        .forEach((name, found) -> probes.add(result(subject, "components-" + name, found)));
  }

  private static FloatTensor embedding(List<FloatTensor> weights) {
    return weights.stream()
        .filter(tensor -> tensor.name().equals("embedding.weight"))
        .findFirst()
        .orElseThrow();
  }

  private SetEvaluation evaluate(
      Subject subject, EvaluationSet set, EvaluatedSet asked, Optional<Masses> masses) {
    long begun = System.nanoTime();
    ShotCounts counts = new ShotCounts(
        asked.sequences().layout(),
        (answer, query, probabilities) ->
            masses.ifPresent(each -> each.add(answer, query, probabilities, 0)));
    answers(asked.sequences(), counts::add);
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

  /** Hands the model's logits of all sequences to the taker, block by block. */
  void answers(Sequences sequences, ModelAnswers taker) {
    SequenceLayout layout = sequences.layout();
    for (int first = 0; first < sequences.count(); first += SEQUENCES_AT_ONCE) {
      if (cancelled.getAsBoolean()) {
        throw new CancellationException("the evaluation is cancelled");
      }
      int count = Math.min(SEQUENCES_AT_ONCE, sequences.count() - first);
      byte[] tokens = Arrays.copyOfRange(
          sequences.tokens(), first * layout.length(), (first + count) * layout.length());
      TokenBlock block = new TokenBlock(count, layout.length(), tokens, layout.answerPositions());
      taker.take(tokens, program.logits(block), count);
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
