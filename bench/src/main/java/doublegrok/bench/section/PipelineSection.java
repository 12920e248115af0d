package doublegrok.bench.section;

import doublegrok.bench.measure.Measurement;
import doublegrok.bench.measure.Samples;
import doublegrok.bench.measure.Stopwatch;
import doublegrok.bench.report.SectionReport.Draft;
import doublegrok.bench.section.Surroundings.Order;
import doublegrok.bench.section.Surroundings.Pipeline;
import doublegrok.record.StepReport;
import doublegrok.schemas.RunScan;
import doublegrok.schemas.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** What the stream costs: steps of the demo fed through Kafka against the same from memory. */
final class PipelineSection implements Section {
  private static final int STEPS = 200;
  private static final int QUICK_STEPS = 12;
  private static final int WARM_SHARE = 4;
  private static final Duration PATIENCE = Duration.ofMinutes(10);
  private static final Duration SCAN_WITHIN = Duration.ofSeconds(30);

  @Override
  public String name() {
    return "pipeline";
  }

  @Override
  public void measure(Setting setting, Draft report) throws Exception {
    Shape shape = Shape.demo(setting.quick(), false);
    int steps = setting.times(STEPS, QUICK_STEPS);
    List<Double> waits = new ArrayList<>();
    Measurement memory = () -> fromMemory(shape, steps, setting);
    Measurement stream = () -> throughKafka(shape, steps, setting, waits);
    List<Samples> found = setting.coldRounds().of(List.of(memory, stream));
    Samples ratio = found.get(1).over(found.get(0));
    report.figure("demo", "from memory", "ms a step", found.get(0));
    report.figure("demo", "through Kafka", "ms a step", found.get(1));
    report.figure("demo", "overhead", "%", ratio.map(each -> 100 * (each - 1)));
    report.figure("demo", "waiting for data", "%", new Samples(waits).map(each -> 100 * each));
    report.remark(
        ("Wall time of the last %d of %d steps: broker, generator, trainer and evaluator in one"
                + " process, with a checkpoint and its evaluation every %d steps, against the step"
                + " alone on the same batches in memory.")
            .formatted(steps - warm(steps), steps, shape.spec().checkpoint().every()));
  }

  private static int warm(int steps) {
    return steps / WARM_SHARE;
  }

  private static double fromMemory(Shape shape, int steps, Setting setting) throws Exception {
    Stopwatch once = new Stopwatch(Duration.ZERO, System::nanoTime);
    int counted = steps - warm(steps);
    try (Trainee trainee = new Trainee(shape, setting.computeDevice(), once)) {
      for (int step = 0; step < warm(steps); step++) {
        trainee.step();
      }
      double seconds = once.seconds(() -> {
        for (int step = 0; step < counted; step++) {
          trainee.step();
        }
      });
      return 1000 * seconds / counted;
    }
  }

  private static double throughKafka(Shape shape, int steps, Setting setting, List<Double> waits)
      throws Exception {
    Order order = new Order(
        setting.newDirectory("pipeline"),
        shape.name(),
        shape.spec(),
        setting.device(),
        setting.threads(),
        steps);
    List<StepReport> reports;
    try (Pipeline pipeline = setting.surroundings().pipeline(order)) {
      pipeline.training().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
      reports = new RunScan(pipeline.kafka(), SCAN_WITHIN).all(Topics.STEPS, shape.name());
    }
    if (reports.size() != steps) {
      throw new IllegalStateException(
          "a run of %d steps reported %d".formatted(steps, reports.size()));
    }
    List<StepReport> counted = reports.subList(warm(steps), steps);
    double waited = counted.stream().mapToDouble(StepReport::getWaitSeconds).sum();
    double trained = counted.stream().mapToDouble(StepReport::getStepSeconds).sum();
    waits.add(waited / (waited + trained));
    Duration wall = Duration.between(
        reports.get(warm(steps) - 1).getFinishedAtMillis(),
        reports.get(steps - 1).getFinishedAtMillis());
    return (double) wall.toMillis() / counted.size();
  }
}
