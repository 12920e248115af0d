package doublegrok.bench;

import doublegrok.evaluator.work.RepeatedEvaluation;
import doublegrok.model.ComputeDevice;
import doublegrok.model.Precision;
import java.time.Clock;
import java.util.List;

/**
 * Section about a checkpoint's evaluation: against the bare forward pass over its sequences, and
 * against the training from one checkpoint to the next.
 */
final class EvaluationSection {
  private static final int SEQUENCES = 1024;
  private static final int QUICK_SEQUENCES = 16;

  private EvaluationSection() {}

  static void measure(Setting setting, Report report) throws Exception {
    againstForward(setting, report);
    againstTraining(setting, report);
  }

  private static void againstForward(Setting setting, Report report) throws Exception {
    int sequences = setting.times(SEQUENCES, QUICK_SEQUENCES);
    Shape shape = Shape.middle(setting.quick(), "evaluation.sequences=" + sequences);
    try (RepeatedEvaluation evaluation = new RepeatedEvaluation(
        shape.spec(), shape.initial().weights(), setting.computeDevice(), Clock.systemUTC())) {
      List<Samples> found = setting.inTurn(
          List.of(setting.seconds(evaluation::forward), setting.seconds(evaluation::evaluate)));
      report.figure("middle", "forward pass", "ms", found.get(0).times(1000));
      report.figure("middle", "evaluation", "ms", found.get(1).times(1000));
      report.figure("middle", "evaluation / forward", "times", found.get(1).over(found.get(0)));
      report.remark(
          ("%d sets of %d sequences of %d shots; the evaluation counts every answer and fits the"
                  + " references at every shot and over all sets.")
              .formatted(
                  evaluation.sets(), sequences, shape.spec().distribution().shots()));
    }
  }

  private static void againstTraining(Setting setting, Report report) throws Exception {
    Shape shape = Shape.demo(setting.quick());
    int steps = Math.toIntExact(shape.spec().checkpoint().every());
    int measured = setting.times(steps, 1);
    ComputeDevice device = setting.computeDevice();
    try (Trainee training = Trainee.own(shape, device, Precision.FLOAT32);
        RepeatedEvaluation evaluation = new RepeatedEvaluation(
            shape.spec(), shape.initial().weights(), device, Clock.systemUTC())) {
      List<Samples> found = setting.inTurn(List.of(
          () -> training.steps(measured).millis() / measured * steps,
          setting.seconds(evaluation::evaluate),
          setting.seconds(evaluation::evaluateWithProbes)));
      Samples between = found.get(0);
      Samples alone = found.get(1).times(1000);
      Samples withProbes = found.get(2).times(1000);
      report.figure("demo", "steps to a checkpoint", "ms", between);
      report.figure("demo", "evaluation", "ms", alone);
      report.figure("demo", "with probes", "ms", withProbes);
      report.figure("demo", "evaluation / steps", "%", alone.over(between).times(100));
      report.figure("demo", "with probes / steps", "%", withProbes.over(between).times(100));
      report.remark(
          "%d steps to each checkpoint, and what the preset asks about it.".formatted(steps));
    }
  }
}
