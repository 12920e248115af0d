package doublegrok.bench.section;

import doublegrok.bench.measure.Measurement;
import doublegrok.bench.measure.Samples;
import doublegrok.bench.report.SectionReport.Draft;
import doublegrok.model.ComputeDevice;
import doublegrok.model.Precision;
import java.util.ArrayList;
import java.util.List;

/** The training step, from memory. */
final class StepSection implements Section {
  private static final double GIGA = 1e9;

  @Override
  public String name() {
    return "step";
  }

  @Override
  public void measure(Setting setting, Draft report) throws Exception {
    ComputeDevice device = setting.computeDevice();
    List<Trainee> trainees = new ArrayList<>();
    try (Peak peak = Peak.of(Precision.FLOAT32, device, setting)) {
      Shape.all(setting.quick())
          .forEach(shape -> trainees.add(new Trainee(shape, device, setting.stopwatch())));
      List<Measurement> measurements = new ArrayList<>(trainees);
      measurements.add(peak);
      List<Samples> found = setting.warmRounds().of(measurements);
      Samples best = found.get(trainees.size());
      for (int i = 0; i < trainees.size(); i++) {
        report(trainees.get(i), found.get(i), best, report);
      }
      report.remark(StepWork.FORMULA);
    } finally {
      trainees.forEach(Trainee::close);
    }
  }

  private static void report(Trainee trainee, Samples seconds, Samples best, Draft report) {
    String name = trainee.shape().name();
    Samples speed = seconds.map(each -> trainee.operations() / each / GIGA);
    report.figure(name, "step", "ms", seconds.map(each -> 1000 * each));
    report.figure(name, "tokens", "/s", seconds.map(each -> trainee.tokens() / each));
    report.figure(name, "arithmetic", "GFLOP/s", speed);
    report.figure(name, "of the peak", "%", speed.over(best).map(each -> 100 * each));
  }
}
