package doublegrok.bench;

import doublegrok.evaluator.work.RepeatedEvaluation;
import java.time.Clock;
import java.util.List;

/** Section about a checkpoint's evaluation, against the bare forward pass over its sequences. */
final class EvaluationSection {
  private static final int SEQUENCES = 1024;
  private static final int QUICK_SEQUENCES = 16;

  private EvaluationSection() {}

  static void measure(Setting setting, Report report) throws Exception {
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
}
