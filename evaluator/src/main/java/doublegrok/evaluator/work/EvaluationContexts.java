package doublegrok.evaluator.work;

import doublegrok.explain.RealReferenceTable;
import doublegrok.explain.RealSpectrum;
import doublegrok.explain.ReferenceTable;
import doublegrok.explain.Spectrum;
import doublegrok.spec.DistributionHistory;
import doublegrok.spec.ModelSpec;
import doublegrok.spec.RunSpec;
import doublegrok.spec.VersionedDistribution;
import doublegrok.task.Distribution;
import doublegrok.task.EvaluationSampler;
import doublegrok.task.EvaluationSet;
import doublegrok.task.Family;
import doublegrok.task.FamilyProbe;
import doublegrok.task.RealSequences;
import doublegrok.task.ReferencePredictors;
import doublegrok.task.Sequences;
import doublegrok.task.TokenSequences;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * All that checkpoints of one distribution version are asked, and what the references answer: drawn
 * once, the same for every checkpoint, and for the forks of a run.
 */
final class EvaluationContexts {
  private final RunSpec spec;
  private final int version;
  private final Optional<ReferencePredictors> references;
  private final Map<EvaluationSet, EvaluatedSet> sets = new LinkedHashMap<>();
  private final Optional<Spectrum> spectrum;
  private final Optional<RealSpectrum> realSpectrum;
  private Optional<List<FamilyProbe>> questions = Optional.empty();

  /**
   * A set's sequences and what the references predict for them.
   *
   * @param sequences whose answers are asked
   * @param table of the references; empty if the family has none, or is of reals
   * @param reals table of the references of reals; empty if the family has none, or is of tokens
   */
  record EvaluatedSet(
      Sequences sequences, Optional<ReferenceTable> table, Optional<RealReferenceTable> reals) {}

  /**
   * Draws everything but the family's questions, which are drawn when they are first asked for.
   *
   * @throws IllegalArgumentException if the spec does not plan this version
   */
  EvaluationContexts(RunSpec spec, int version) {
    this.spec = spec;
    this.version = version;
    List<Distribution> history = history(spec, version);
    Family family = spec.family();
    references = family.references(history, spec.seed());
    EvaluationSampler sampler = family.evaluationSampler(history, spec.seed());
    for (EvaluationSet set : sampler.sets()) {
      Sequences drawn = sampler.sequences(set, spec.evaluation().sequences());
      if (ModelSpec.positions(drawn.layout()) <= spec.model().context()) {
        sets.put(
            set,
            new EvaluatedSet(
                drawn,
                references.flatMap(each -> table(each, drawn)),
                references.flatMap(each -> reals(each, drawn))));
      }
    }
    List<ReferenceTable> tables =
        onTheSpectrum().flatMap(set -> sets.get(set).table().stream()).toList();
    spectrum = tables.isEmpty() ? Optional.empty() : Optional.of(Spectrum.of(tables));
    List<RealReferenceTable> ofReals =
        onTheSpectrum().flatMap(set -> sets.get(set).reals().stream()).toList();
    realSpectrum = ofReals.isEmpty() ? Optional.empty() : Optional.of(RealSpectrum.of(ofReals));
  }

  RunSpec spec() {
    return spec;
  }

  int version() {
    return version;
  }

  /** The current distribution. */
  Distribution distribution() {
    return history(spec, version).get(version);
  }

  /** Empty if the family has none. */
  Optional<ReferencePredictors> references() {
    return references;
  }

  /**
   * Every set that the model's context has room for, in the order in which sets are shown: a family
   * may have one of longer sequences than are trained.
   */
  Map<EvaluationSet, EvaluatedSet> sets() {
    return sets;
  }

  /** Over the sets of {@link #onTheSpectrum()}, in their order; empty without tables. */
  Optional<Spectrum> spectrum() {
    return spectrum;
  }

  /** That of reals; empty without tables of reals. */
  Optional<RealSpectrum> realSpectrum() {
    return realSpectrum;
  }

  /** The sets that tell how far a model generalises. */
  Stream<EvaluationSet> onTheSpectrum() {
    return sets.keySet().stream().filter(EvaluationSet::tellsGeneralisation);
  }

  /** Sequences like those that the model is trained on, or the nearest to them that there are. */
  Sequences trained() {
    return sets.entrySet().stream()
        .min(Comparator.<Map.Entry<EvaluationSet, EvaluatedSet>, Boolean>comparing(
                each -> !each.getKey().tellsGeneralisation())
            .thenComparingInt(each -> each.getKey().reach()))
        .orElseThrow()
        .getValue()
        .sequences();
  }

  /** What only makes sense for models of the family. */
  List<FamilyProbe> questions() {
    if (questions.isEmpty()) {
      questions = Optional.of(spec.family()
          .probes(history(spec, version), spec.seed(), spec.evaluation().means()));
    }
    return questions.get();
  }

  private static Optional<ReferenceTable> table(ReferencePredictors references, Sequences drawn) {
    return drawn instanceof TokenSequences tokens
        ? Optional.of(ReferenceTable.of(references, tokens))
        : Optional.empty();
  }

  private static Optional<RealReferenceTable> reals(
      ReferencePredictors references, Sequences drawn) {
    return drawn instanceof RealSequences reals
        ? Optional.of(RealReferenceTable.of(references, reals))
        : Optional.empty();
  }

  private static List<Distribution> history(RunSpec spec, int version) {
    List<VersionedDistribution> planned = DistributionHistory.planned(spec).versions();
    if (version < 0 || version >= planned.size()) {
      throw new IllegalArgumentException(
          "the distribution's version must be 0..%d, as the run spec plans, was %d"
              .formatted(planned.size() - 1, version));
    }
    return planned.subList(0, version + 1).stream()
        .map(VersionedDistribution::distribution)
        .toList();
  }
}
