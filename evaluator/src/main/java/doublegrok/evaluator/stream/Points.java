package doublegrok.evaluator.stream;

import doublegrok.evaluator.view.Accuracy;
import doublegrok.evaluator.view.EvaluationPoint;
import doublegrok.evaluator.view.LossPoint;
import doublegrok.evaluator.view.Mark;
import doublegrok.evaluator.view.MarkKind;
import doublegrok.evaluator.view.ShotAccuracy;
import doublegrok.evaluator.view.StepMeasures;
import doublegrok.record.CheckpointManifest;
import doublegrok.record.EventKind;
import doublegrok.record.RunEvent;
import doublegrok.record.SetEvaluation;
import doublegrok.record.ShotCount;
import doublegrok.record.StepReport;
import java.util.OptionalLong;

/** What one record becomes in the view. */
final class Points {
  private Points() {}

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

  static EvaluationPoint of(SetEvaluation evaluation) {
    return EvaluationPoint.of(
        evaluation.getStep(),
        evaluation.getSet(),
        evaluation.getDistributionVersion(),
        evaluation.getShots().stream().map(Points::of).toList());
  }

  static Mark of(CheckpointManifest manifest) {
    String label = "checkpoint at step %d".formatted(manifest.getStep());
    return new Mark(manifest.getStep(), MarkKind.CHECKPOINT, label, OptionalLong.empty());
  }

  static Mark of(RunEvent event) {
    OptionalLong batch =
        event.getBatch() == null ? OptionalLong.empty() : OptionalLong.of(event.getBatch());
    return new Mark(event.getStep(), kind(event.getKind()), event.getMessage(), batch);
  }

  private static ShotAccuracy of(ShotCount count) {
    return new ShotAccuracy(
        count.getShot(), new Accuracy(count.getCorrect(), count.getTotal(), count.getSummedLoss()));
  }

  private static MarkKind kind(EventKind kind) {
    return kind == EventKind.UNKNOWN ? MarkKind.OTHER : MarkKind.valueOf(kind.name());
  }
}
