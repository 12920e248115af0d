package doublegrok.evaluator.work;

import doublegrok.record.ProbeResult;
import doublegrok.record.ReferenceLevels;
import doublegrok.record.SetEvaluation;
import java.util.List;
import java.util.Optional;

/**
 * Findings of an evaluation.
 *
 * @param levels of the references on the checkpoint's data, if nobody was told yet
 * @param sets one evaluation for each set
 * @param probes what the probes saw
 */
public record Findings(
    Optional<ReferenceLevels> levels, List<SetEvaluation> sets, List<ProbeResult> probes) {
  public Findings {
    sets = List.copyOf(sets);
    probes = List.copyOf(probes);
  }

  Findings with(ReferenceLevels found) {
    return new Findings(Optional.of(found), sets, probes);
  }
}
