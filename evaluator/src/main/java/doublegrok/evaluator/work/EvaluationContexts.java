package doublegrok.evaluator.work;

import doublegrok.explain.ReferenceTable;
import doublegrok.explain.Spectrum;
import doublegrok.spec.DistributionHistory;
import doublegrok.spec.RunSpec;
import doublegrok.spec.VersionedDistribution;
import doublegrok.task.Distribution;
import doublegrok.task.EvaluationSampler;
import doublegrok.task.EvaluationSet;
import doublegrok.task.Family;
import doublegrok.task.FamilyProbe;
import doublegrok.task.ReferencePredictors;
import doublegrok.task.Sequences;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * All that checkpoints of one distribution version are asked, and what the references answer: drawn
 * once, the same for every checkpoint, and for the forks of a run.
 */
final class EvaluationContexts {
  private static final Set<EvaluationSet> OUTSIDE_THE_SPECTRUM =
      EnumSet.of(EvaluationSet.FORMERLY_ID_TRAIN, EvaluationSet.FORMERLY_ID_TEST);

  private final RunSpec spec;
  private final int version;
  private final ReferencePredictors references;
  private final Map<EvaluationSet, EvaluatedSet> sets = new EnumMap<>(EvaluationSet.class);
  private final Spectrum spectrum;
  private Optional<List<FamilyProbe>> questions = Optional.empty();

  /**
   * A set's sequences and what the references predict for them.
   *
   * @param sequences whose answers are asked
   * @param table of the references
   */
  record EvaluatedSet(Sequences sequences, ReferenceTable table) {}

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
      sets.put(set, new EvaluatedSet(drawn, ReferenceTable.of(references, drawn)));
    }
    spectrum = Spectrum.of(onTheSpectrum().map(set -> sets.get(set).table()).toList());
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

  ReferencePredictors references() {
    return references;
  }

  /** Every set, in the order in which sets are shown. */
  Map<EvaluationSet, EvaluatedSet> sets() {
    return sets;
  }

  /** Over the sets of {@link #onTheSpectrum()}, in their order. */
  Spectrum spectrum() {
    return spectrum;
  }

  /** The sets that tell how far a model generalises: what it was trained on formerly does not. */
  Stream<EvaluationSet> onTheSpectrum() {
    return sets.keySet().stream().filter(set -> !OUTSIDE_THE_SPECTRUM.contains(set));
  }

  /** What only makes sense for models of the family. */
  List<FamilyProbe> questions() {
    if (questions.isEmpty()) {
      questions = Optional.of(spec.family()
          .probes(history(spec, version), spec.seed(), spec.evaluation().means()));
    }
    return questions.get();
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
