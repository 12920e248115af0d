package doublegrok.bench;

import doublegrok.model.Precision;
import doublegrok.record.StepReport;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** Section about what the stream costs: steps of the demo through Kafka, and from memory. */
final class PipelineSection {
  private static final int COUNTED = 300;
  private static final int QUICK_COUNTED = 9;
  private static final int SETTLING = 50; // of each stretch: the generator has to run ahead again
  private static final int STREAM_WARM_UP = 500; // until then services start and are compiled
  private static final int MEMORY_WARM_UP = 50;
  private static final int QUICK_WARM_UP = 3;

  private PipelineSection() {}

  static void measure(Setting setting, Report report) throws Exception {
    Shape shape = Shape.demo(setting.quick(), "swaps=[]", "training.steps=1000000");
    int counted = setting.times(COUNTED, QUICK_COUNTED);
    int settling = setting.times(SETTLING, QUICK_WARM_UP);
    int warmUp = setting.times(STREAM_WARM_UP, QUICK_WARM_UP);
    List<Stretch> stretches = new ArrayList<>();
    List<Samples> found;
    try (StreamedRun run = new StreamedRun(shape, setting)) {
      run.train(warmUp);
      found = new Rounds(setting.rounds(), false)
          .of(List.of(() -> fromMemory(shape, counted, setting), () -> {
            stretches.add(Stretch.of(run.train(settling + counted), settling));
            return stretches.get(stretches.size() - 1).wall();
          }));
    }
    Samples memory = found.get(0);
    Samples stream = found.get(1);
    Samples inside = each(stretches, Stretch::inside);
    Samples waiting = each(stretches, Stretch::waiting);
    Samples outside = each(stretches, one -> one.wall() - one.inside() - one.waiting());
    report.figure("demo", "from memory", "ms a step", memory);
    report.figure("demo", "through Kafka", "ms a step", stream);
    report.figure("demo", "overhead", "%", stream.over(memory).map(PipelineSection::percentMore));
    report.figure(
        "demo", "step itself slower", "%", inside.over(memory).map(PipelineSection::percentMore));
    report.figure("demo", "outside the step", "%", outside.over(stream).times(100));
    report.figure("demo", "waiting for data", "%", waiting.over(stream).times(100));
    report.remark(
        ("Wall time of %d steps or some more at a time: broker, generator, trainer, evaluator and"
                + " page in a process of their own, with a checkpoint and its evaluation every %d"
                + " steps, after %d steps in which it starts and is compiled; against the step"
                + " alone, on batches in memory, while that run is paused. The step itself is"
                + " slower for who else computes: services, compiler. Outside the step is what the"
                + " training thread does besides, checkpoints among it; waiting for data includes"
                + " reading and checking a batch.")
            .formatted(counted, shape.spec().checkpoint().every(), warmUp));
  }

  /** Milliseconds a step in a stretch of training: by the clock, in the step, and for data. */
  private record Stretch(double wall, double inside, double waiting) {
    /** The first reports only settle it. */
    static Stretch of(List<StepReport> reports, int settling) {
      List<StepReport> counted = reports.subList(settling, reports.size());
      Duration wall = Duration.between(
          reports.get(settling - 1).getFinishedAtMillis(),
          reports.get(reports.size() - 1).getFinishedAtMillis());
      return new Stretch(
          (double) wall.toMillis() / counted.size(),
          1000 * mean(counted, StepReport::getStepSeconds),
          1000 * mean(counted, StepReport::getWaitSeconds));
    }

    private static double mean(List<StepReport> reports, ToDoubleFunction<StepReport> seconds) {
      return reports.stream().mapToDouble(seconds).average().orElseThrow();
    }
  }

  private static Samples each(List<Stretch> stretches, ToDoubleFunction<Stretch> figure) {
    return new Samples(stretches.stream().mapToDouble(figure).boxed().toList());
  }

  private static double percentMore(double ratio) {
    return 100 * (ratio - 1);
  }

  /** By a new program each time: two of the same steps are not equally fast, wherever they lie. */
  private static double fromMemory(Shape shape, int counted, Setting setting) throws Exception {
    try (Trainee trainee = Trainee.own(shape, setting.computeDevice(), Precision.FLOAT32)) {
      trainee.steps(setting.times(MEMORY_WARM_UP, QUICK_WARM_UP));
      return trainee.steps(counted).millis() / counted;
    }
  }
}
