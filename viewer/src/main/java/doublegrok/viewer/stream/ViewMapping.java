package doublegrok.viewer.stream;

import doublegrok.log.EvaluationScores;
import doublegrok.record.CheckpointManifest;
import doublegrok.record.EventKind;
import doublegrok.record.ReferenceLevels;
import doublegrok.record.RunEvent;
import doublegrok.record.SetEvaluation;
import doublegrok.record.ShotCount;
import doublegrok.record.Spectrum;
import doublegrok.record.StepReport;
import doublegrok.viewer.view.EvaluationPoint;
import doublegrok.viewer.view.LossPoint;
import doublegrok.viewer.view.Mark;
import doublegrok.viewer.view.MarkKind;
import doublegrok.viewer.view.Mixture;
import doublegrok.viewer.view.ReferenceFloors;
import doublegrok.viewer.view.RunDetails;
import doublegrok.viewer.view.ShotScore;
import doublegrok.viewer.view.SpectrumPoint;
import doublegrok.viewer.view.StepMeasures;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** What one record becomes in the view. */
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

  /** Where the checkpoint of a step stands on the spectrum. */
  public static SpectrumPoint of(long step, Spectrum spectrum) {
    return new SpectrumPoint(
        step, Mixture.ofRecord(spectrum.getShares(), spectrum.getUnexplained()));
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
