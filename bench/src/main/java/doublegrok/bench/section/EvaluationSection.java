package doublegrok.bench.section;

import doublegrok.bench.measure.Samples;
import doublegrok.bench.measure.Stopwatch;
import doublegrok.bench.report.SectionReport.Draft;
import doublegrok.evaluator.work.RepeatedEvaluation;
import java.time.Clock;
import java.util.List;

/** A checkpoint's evaluation, against the bare forward pass over the same sequences. */
final class EvaluationSection implements Section {
  private static final int SEQUENCES = 1024;
  private static final int QUICK_SEQUENCES = 16;

  @Override
  public String name() {
    return "evaluation";
  }

  @Override
  public void measure(Setting setting, Draft report) throws Exception {
    int sequences = setting.times(SEQUENCES, QUICK_SEQUENCES);
    Shape shape = Shape.middle(setting.quick(), "evaluation.sequences=" + sequences);
    try (RepeatedEvaluation evaluation = new RepeatedEvaluation(
        shape.spec(), shape.initial().weights(), setting.computeDevice(), Clock.systemUTC())) {
      Stopwatch stopwatch = setting.stopwatch();
      List<Samples> found = setting
          .warmRounds()
          .of(List.of(stopwatch.of(evaluation::forward), stopwatch.of(evaluation::evaluate)));
      report.figure("middle", "forward pass", "ms", found.get(0).map(each -> 1000 * each));
      report.figure("middle", "evaluation", "ms", found.get(1).map(each -> 1000 * each));
      report.figure("middle", "evaluation / forward", "times", found.get(1).over(found.get(0)));
      report.remark(
          ("%d sets of %d sequences of %d shots; the evaluation counts every answer and fits the"
                  + " references at every shot and over all sets.")
              .formatted(
                  evaluation.sets(), sequences, shape.spec().distribution().shots()));
    }
  }
}
