package doublegrok.evaluator.work;

import doublegrok.evaluator.probe.Examination;
import doublegrok.evaluator.probe.Probe;
import doublegrok.evaluator.probe.Probes;
import doublegrok.explain.Attribution;
import doublegrok.explain.Masses;
import doublegrok.explain.Products;
import doublegrok.explain.Share;
import doublegrok.explain.coefficient.Landscape;
import doublegrok.log.FindingRecords;
import doublegrok.model.FloatTensor;
import doublegrok.model.ForwardProgram;
import doublegrok.record.ProbeResult;
import doublegrok.record.SetEvaluation;
import doublegrok.record.ShotCount;
import doublegrok.task.EvaluationSet;
import doublegrok.task.RealSequences;
import doublegrok.task.Sequences;
import doublegrok.task.TokenSequences;
import doublegrok.task.finding.Finding;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Asks a model everything that its contexts hold. */
final class ModelEvaluator {
  private static final Pattern NAME = Pattern.compile("[a-z0-9-]{1,64}");

  private final EvaluationContexts contexts;
  private final ForwardProgram program;
  private final AskedProgram model;
  private final List<FloatTensor> weights;
  private final Clock clock;
  private final BooleanSupplier cancelled;
  private boolean moved;

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
    this.model = new AskedProgram(program, weights, cancelled);
    this.weights = List.copyOf(weights);
    this.clock = clock;
    this.cancelled = cancelled;
  }

  /**
   * Evaluates every set, and has these probes look if the model answers with numbers.
   *
   * @throws CancellationException if it is cancelled meanwhile
   */
  Findings evaluate(Subject subject, Probes probes) {
    List<SetEvaluation> evaluations = new ArrayList<>();
    Map<EvaluationSet, Masses> masses = new LinkedHashMap<>();
    Map<EvaluationSet, Products> products = new LinkedHashMap<>();
    contexts.sets().forEach((set, asked) -> {
      asked.table().ifPresent(table -> masses.put(set, new Masses(table)));
      asked.reals().ifPresent(table -> products.put(set, new Products(table)));
      evaluations.add(evaluate(
          subject,
          set,
          asked.sequences(),
          sequences -> sequences instanceof TokenSequences tokens
              ? counted(tokens, Optional.ofNullable(masses.get(set)))
              : squaredErrors(sequences, Optional.ofNullable(products.get(set)))));
    });
    Optional<Attribution> attribution = contexts
        .spectrum()
        .map(each -> each.attribution(contexts.onTheSpectrum().map(masses::get).toList()))
        .or(() -> contexts
            .realSpectrum()
            .map(each ->
                each.attribution(contexts.onTheSpectrum().map(products::get).toList())))
        .filter(Attribution::known);
    List<ProbeResult> results =
        answersWithNumbers(evaluations) ? probe(subject, probes, attribution) : List.of();
    return new Findings(Optional.empty(), evaluations, results);
  }

  /** Probes of a model that does not would stop at whatever they meet first. */
  private static boolean answersWithNumbers(List<SetEvaluation> evaluations) {
    return evaluations.stream()
        .flatMap(each -> each.getShots().stream())
        .allMatch(shot -> !Double.isNaN(shot.getSummedLoss()));
  }

  /**
   * Has these probes look, without the evaluation and what it would tell them.
   *
   * @throws CancellationException if it is cancelled meanwhile
   */
  List<ProbeResult> probe(Subject subject, Probes probes) {
    return probe(subject, probes, Optional.empty());
  }

  private List<ProbeResult> probe(
      Subject subject, Probes probes, Optional<Attribution> attribution) {
    Examination checkpoint = new Examination(
        contexts.spec(),
        weights,
        model,
        contexts.trained(),
        attribution,
        contexts::questions,
        this::landscape,
        cancelled);
    List<ProbeResult> results = new ArrayList<>();
    for (Probe probe : probes.all()) {
      try {
        probe
            .find(checkpoint)
            .forEach((name, finding) -> results.add(result(subject, name, finding)));
      } finally {
        restore();
      }
    }
    return results;
  }

  private Landscape landscape(int batches, int sequences) {
    moved = true;
    return new ModelLandscape(contexts, program, batches, sequences, cancelled);
  }

  /** Puts the weights back where a probe has moved them. */
  private void restore() {
    if (moved) {
      program.replaceWeights(weights);
      moved = false;
    }
  }

  private SetEvaluation evaluate(
      Subject subject,
      EvaluationSet set,
      Sequences sequences,
      Function<Sequences, List<ShotCount>> asked) {
    long begun = System.nanoTime();
    List<ShotCount> shots = asked.apply(sequences);
    return SetEvaluation.newBuilder()
        .setRun(subject.run())
        .setStep(subject.step())
        .setSet(set.label())
        .setDistributionVersion(contexts.version())
        .setWeightsSha256(subject.weightsSha256())
        .setSequences(sequences.count())
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
    model.answers(sequences, counts::add);
    return attributed(counts.records(), masses.map(Masses::attributions));
  }

  private List<ShotCount> squaredErrors(Sequences sequences, Optional<Products> products) {
    SquaredErrors errors = new SquaredErrors(sequences.layout());
    int[] done = {0};
    model.ask(sequences, (block, outputs) -> {
      errors.add((RealSequences) block, outputs);
      products.ifPresent(each -> each.add(done[0], block.count(), outputs));
      done[0] += block.count();
    });
    return attributed(errors.records(), products.map(Products::attributions));
  }

  private static List<ShotCount> attributed(
      List<ShotCount> counts, Optional<List<Attribution>> attributions) {
    List<ShotCount> shots = new ArrayList<>();
    for (ShotCount count : counts) {
      int answer = shots.size();
      shots.add(attributions
          .map(each -> each.get(answer))
          .filter(Attribution::known)
          .map(each -> ShotCount.newBuilder(count)
              .setAttribution(shares(each))
              .setUnexplained(each.unexplained())
              .build())
          .orElse(count));
    }
    return shots;
  }

  private static Map<String, Double> shares(Attribution attribution) {
    return attribution.shares().stream()
        .collect(Collectors.toMap(Share::references, Share::weight));
  }

  private ProbeResult result(Subject subject, String name, Finding finding) {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalStateException(
          "a finding's name must be 1..64 lower-case letters, digits or '-', was '%s'"
              .formatted(name));
    }
    return new ProbeResult(
        subject.run(),
        subject.step(),
        name,
        contexts.version(),
        subject.weightsSha256(),
        FindingRecords.of(finding),
        clock.instant());
  }
}
