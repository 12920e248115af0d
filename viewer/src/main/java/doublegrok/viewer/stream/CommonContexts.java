package doublegrok.viewer.stream;

import doublegrok.spec.DistributionHistory;
import doublegrok.spec.RunSpec;
import doublegrok.spec.VersionedDistribution;
import doublegrok.task.Distribution;
import doublegrok.task.EvaluationSampler;
import doublegrok.task.EvaluationSet;
import doublegrok.task.Sequences;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Finder of the evaluation contexts that two runs have in common. Nothing is concluded from names:
 * where the distributions differ, the sequences are drawn and compared. So a fork with other tasks
 * still has its parent's contexts of those tasks that neither was ever trained on, if they are the
 * same ones.
 */
public final class CommonContexts {
  private final RunSpec one;
  private final RunSpec other;
  private final Map<Versions, Map<EvaluationSet, Boolean>> known = new HashMap<>();

  private record Versions(int one, int other) {}

  /** A finder for two runs, by what their newest checkpoints were trained with. */
  public CommonContexts(RunSpec one, RunSpec other) {
    this.one = one;
    this.other = other;
  }

  /** Why there are none at all; empty if there may be some. */
  public Optional<String> refusal() {
    if (!one.family().name().equals(other.family().name())
        || !one.family().values().equals(other.family().values())) {
      return Optional.of("The two runs have other families of tasks (%s %s and %s %s)."
          .formatted(
              one.family().name(),
              one.family().values(),
              other.family().name(),
              other.family().values()));
    }
    if (one.seed() != other.seed()) {
      return Optional.of(
          "The two runs have other seeds (%d and %d), and with them other evaluation contexts."
              .formatted(one.seed(), other.seed()));
    }
    if (one.evaluation().sequences() != other.evaluation().sequences()) {
      return Optional.of("The two runs are evaluated on other numbers of sequences (%d and %d)."
          .formatted(one.evaluation().sequences(), other.evaluation().sequences()));
    }
    return Optional.empty();
  }

  /** Whether a set has the same sequences in these distribution versions of the two runs. */
  public boolean same(EvaluationSet set, int version, int otherVersion) {
    return known
        .computeIfAbsent(new Versions(version, otherVersion), this::compared)
        .getOrDefault(set, false);
  }

  private Map<EvaluationSet, Boolean> compared(Versions versions) {
    List<Distribution> mine = history(one, versions.one());
    List<Distribution> others = history(other, versions.other());
    Map<EvaluationSet, Boolean> same = new HashMap<>();
    if (mine.equals(others)) {
      one.family().evaluationSets().forEach(set -> same.put(set, true));
    } else if (!mine.isEmpty() && !others.isEmpty()) {
      EvaluationSampler sampler = one.family().evaluationSampler(mine, one.seed());
      EvaluationSampler twin = other.family().evaluationSampler(others, other.seed());
      sampler.sets().stream()
          .filter(twin.sets()::contains)
          .forEach(set -> same.put(set, drawn(sampler, set).sameAs(drawn(twin, set))));
    }
    return same;
  }

  private Sequences drawn(EvaluationSampler sampler, EvaluationSet set) {
    return sampler.sequences(set, one.evaluation().sequences());
  }

  /** Oldest first; empty for a version that the spec does not have. */
  private static List<Distribution> history(RunSpec spec, int version) {
    List<VersionedDistribution> planned = DistributionHistory.planned(spec).versions();
    return version < 0 || version >= planned.size()
        ? List.of()
        : planned.subList(0, version + 1).stream()
            .map(VersionedDistribution::distribution)
            .toList();
  }
}
