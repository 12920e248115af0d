package doublegrok.local.command.checkpoint;

import doublegrok.evaluator.work.Findings;
import doublegrok.record.ReferenceLevels;
import doublegrok.task.FamilyLabels;
import doublegrok.task.Score;
import doublegrok.viewer.stream.ViewMapping;
import doublegrok.viewer.view.EvaluationPoint;
import doublegrok.viewer.view.Mixture;
import doublegrok.viewer.view.Phase;
import doublegrok.viewer.view.Probe;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Findings of an evaluation, in the view's terms.
 *
 * @param labels sets and references of the family
 * @param sets in the order in which they are shown
 * @param spectrum mixture of references over all sets; empty if the family has none or the model's
 *     outputs are no numbers
 * @param levels of the references
 * @param probes what the probes saw, without the spectrum
 */
record Evaluated(
    FamilyLabels labels,
    List<EvaluationPoint> sets,
    Optional<Mixture> spectrum,
    ReferenceLevels levels,
    List<Probe> probes) {
  private static final String SPECTRUM = "spectrum";

  Evaluated {
    sets = List.copyOf(sets);
    probes = List.copyOf(probes);
  }

  static Evaluated of(Findings findings, FamilyLabels labels) {
    List<Probe> all = findings.probes().stream()
        .flatMap(each -> ViewMapping.of(each).stream())
        .toList();
    return new Evaluated(
        labels,
        findings.sets().stream().map(ViewMapping::of).toList(),
        all.stream()
            .filter(each -> each.name().equals(SPECTRUM))
            .flatMap(each -> ViewMapping.mixture(each.finding()).stream())
            .map(each -> each.inOrder(labels))
            .findFirst(),
        findings.levels().orElseThrow(),
        all.stream().filter(each -> !each.name().equals(SPECTRUM)).toList());
  }

  Phase phase() {
    Map<String, Score> accuracies =
        sets.stream().collect(Collectors.toMap(EvaluationPoint::set, EvaluationPoint::lastShot));
    return Phase.of(accuracies, labels);
  }
}
