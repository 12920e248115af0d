package doublegrok.viewer.stream;

import doublegrok.log.EvaluationScores;
import doublegrok.log.RecordedFindings;
import doublegrok.record.CheckpointManifest;
import doublegrok.record.EventKind;
import doublegrok.record.ProbeResult;
import doublegrok.record.ReferenceLevels;
import doublegrok.record.RunEvent;
import doublegrok.record.SetEvaluation;
import doublegrok.record.ShotCount;
import doublegrok.record.StepReport;
import doublegrok.task.Family;
import doublegrok.task.finding.Finding;
import doublegrok.task.finding.Scalar;
import doublegrok.task.finding.Shares;
import doublegrok.viewer.view.EvaluationPoint;
import doublegrok.viewer.view.LossPoint;
import doublegrok.viewer.view.Mark;
import doublegrok.viewer.view.MarkKind;
import doublegrok.viewer.view.Mixture;
import doublegrok.viewer.view.Probe;
import doublegrok.viewer.view.ReferenceFloors;
import doublegrok.viewer.view.RunDetails;
import doublegrok.viewer.view.ShotScore;
import doublegrok.viewer.view.StepMeasures;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;

/** Mapping from one record to its point in the view. */
public final class ViewMapping {
  private ViewMapping() {}

  static LossPoint of(StepReport report) {
    return LossPoint.of(report.getStep(), measures(report));
  }

  static StepMeasures measures(StepReport report) {
    return new StepMeasures(
        report.getLoss(),
        report.getLearningRate(),
        report.getGradientNorm(),
        report.getTokens() / (report.getStepSeconds() + report.getWaitSeconds()),
        report.getWaitSeconds());
  }

  /** The result of a checkpoint on a set. */
  public static EvaluationPoint of(SetEvaluation evaluation) {
    return EvaluationPoint.of(
        evaluation.getStep(),
        evaluation.getSet(),
        evaluation.getDistributionVersion(),
        evaluation.getShots().stream().map(ViewMapping::of).toList());
  }

  static RunDetails.CheckpointPoint point(CheckpointManifest manifest) {
    return new RunDetails.CheckpointPoint(
        manifest.getStep(),
        manifest.getNextBatch(),
        manifest.getWeights().getSha256(),
        manifest.getOptimizer().getSha256(),
        manifest.getSettings());
  }

  static Mark of(CheckpointManifest manifest) {
    String label = "checkpoint at step %d".formatted(manifest.getStep());
    return new Mark(
        manifest.getStep(),
        MarkKind.CHECKPOINT,
        label,
        OptionalLong.empty(),
        OptionalLong.of(manifest.getDistributionVersion()),
        manifest.getRetired() ? Map.of("retired", "true") : Map.of());
  }

  static Mark of(RunEvent event) {
    OptionalLong batch =
        event.getBatch() == null ? OptionalLong.empty() : OptionalLong.of(event.getBatch());
    return new Mark(
        event.getStep(),
        kind(event.getKind()),
        event.getMessage(),
        batch,
        OptionalLong.of(event.getDistributionVersion()),
        event.getDetails());
  }

  /** The finding in a record; empty if it contradicts itself. */
  public static Optional<Probe> of(ProbeResult result, Supplier<Optional<Family>> family) {
    return RecordedFindings.of(result, family)
        .map(finding -> new Probe(
            result.getName(), result.getStep(), result.getDistributionVersion(), finding));
  }

  /** The finding in a record whose numbers need no words of its family. */
  public static Optional<Probe> of(ProbeResult result) {
    return of(result, Optional::empty);
  }

  /** Shares as a mixture; empty if the finding is none. */
  public static Optional<Mixture> mixture(Finding finding) {
    if (!(finding instanceof Shares found)) {
      return Optional.empty();
    }
    Map<String, Double> shares = new LinkedHashMap<>();
    found.shares().forEach(each -> shares.put(each.label(), each.value()));
    return Optional.of(new Mixture(shares, found.rest().map(Scalar::value).orElse(Double.NaN)));
  }

  static ReferenceFloors of(ReferenceLevels levels) {
    List<String> references = levels.getReferences();
    List<Double> all = levels.getFloors();
    if (all.size() != references.size()) {
      throw new IllegalArgumentException("each of %d references must have a floor, %d had one"
          .formatted(references.size(), all.size()));
    }
    Map<String, Double> floors = new LinkedHashMap<>();
    for (int reference = 0; reference < references.size(); reference++) {
      if (Double.isFinite(all.get(reference))) {
        floors.put(references.get(reference), all.get(reference));
      }
    }
    Double pressure = levels.getMemorisationPressure();
    return new ReferenceFloors(
        levels.getDistributionVersion(), floors, pressure == null ? Double.NaN : pressure);
  }

  private static ShotScore of(ShotCount count) {
    Optional<Mixture> attribution = count.getUnexplained() == null
        ? Optional.empty()
        : Optional.of(Mixture.ofRecord(count.getAttribution(), count.getUnexplained()));
    return new ShotScore(count.getShot(), EvaluationScores.of(count), attribution);
  }

  private static MarkKind kind(EventKind kind) {
    return kind == EventKind.UNKNOWN ? MarkKind.OTHER : MarkKind.valueOf(kind.name());
  }
}
