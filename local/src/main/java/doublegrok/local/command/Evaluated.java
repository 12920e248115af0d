package doublegrok.local.command;

import doublegrok.evaluator.view.Accuracy;
import doublegrok.evaluator.view.EvaluationPoint;
import doublegrok.evaluator.view.Mixture;
import doublegrok.evaluator.view.Phase;
import doublegrok.evaluator.view.ShotAccuracy;
import doublegrok.evaluator.work.Findings;
import doublegrok.record.ProbeResult;
import doublegrok.record.ReferenceLevels;
import doublegrok.record.SetEvaluation;
import doublegrok.record.ShotCount;
import doublegrok.record.Spectrum;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What an evaluation found, in the view's terms.
 *
 * @param sets in the order in which they are shown
 * @param spectrum mixture of references over all sets; empty if the model's outputs are no numbers
 * @param levels of the references
 * @param probes what the probes saw, without the spectrum
 */
record Evaluated(
    List<EvaluationPoint> sets,
    Optional<Mixture> spectrum,
    ReferenceLevels levels,
    List<ProbeResult> probes) {
  Evaluated {
    sets = List.copyOf(sets);
    probes = List.copyOf(probes);
  }

  static Evaluated of(Findings findings) {
    return new Evaluated(
        findings.sets().stream().map(Evaluated::point).toList(),
        bodies(findings.probes(), Spectrum.class).stream()
            .map(each -> new Mixture(each.getShares(), each.getUnexplained()))
            .findFirst(),
        findings.levels().orElseThrow(),
        findings.probes().stream()
            .filter(each -> !(each.getBody() instanceof Spectrum))
            .toList());
  }

  Phase phase() {
    Map<String, Accuracy> accuracies =
        sets.stream().collect(Collectors.toMap(EvaluationPoint::set, EvaluationPoint::lastShot));
    return Phase.of(accuracies);
  }

  /** What the probes of one kind saw. */
  <T> List<T> seen(Class<T> kind) {
    return bodies(probes, kind);
  }

  private static <T> List<T> bodies(List<ProbeResult> probes, Class<T> kind) {
    return probes.stream()
        .map(ProbeResult::getBody)
        .filter(kind::isInstance)
        .map(kind::cast)
        .toList();
  }

  private static EvaluationPoint point(SetEvaluation set) {
    return EvaluationPoint.of(
        set.getStep(),
        set.getSet(),
        set.getDistributionVersion(),
        set.getShots().stream().map(Evaluated::shot).toList());
  }

  private static ShotAccuracy shot(ShotCount count) {
    return new ShotAccuracy(
        count.getShot(),
        new Accuracy(count.getCorrect(), count.getTotal(), count.getSummedLoss()),
        Optional.ofNullable(count.getUnexplained())
            .map(unexplained -> new Mixture(count.getAttribution(), unexplained)));
  }
}
