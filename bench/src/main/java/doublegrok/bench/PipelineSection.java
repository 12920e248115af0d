package doublegrok.bench;

import doublegrok.bench.Rounds.Measurement;
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
      Measurement memory = () -> fromMemory(shape, counted, setting);
      Measurement stream = () -> {
        Stretch stretch = new Stretch(run.train(settling + counted), settling);
        stretches.add(stretch);
        return stretch.wall() / stretch.steps();
      };
      found = new Rounds(setting.rounds(), false).of(List.of(memory, stream));
    }
    Samples memory = found.get(0);
    Samples inside = samples(stretches, each -> each.inside() / each.steps());
    report.figure("demo", "from memory", "ms a step", memory);
    report.figure("demo", "through Kafka", "ms a step", found.get(1));
    report.figure("demo", "overhead", "%", percentMore(found.get(1), memory));
    report.figure("demo", "step itself slower", "%", percentMore(inside, memory));
    report.figure(
        "demo",
        "outside the step",
        "%",
        samples(
            stretches, each -> 100 * (each.wall() - each.inside() - each.waiting()) / each.wall()));
    report.figure(
        "demo",
        "waiting for data",
        "%",
        samples(stretches, each -> 100 * each.waiting() / each.wall()));
    report.remark(
        ("Wall time of %d steps or some more at a time: broker, generator, trainer and evaluator in"
                + " one process, with a checkpoint and its evaluation every %d steps, after %d"
                + " steps in which it starts and is compiled; against the step alone, on batches in"
                + " memory, while that run is paused. The step itself is slower for who else"
                + " computes: services, compiler. Outside the step is what the training thread does"
                + " besides, checkpoints among it; waiting for data includes reading and checking a"
                + " batch.")
            .formatted(counted, shape.spec().checkpoint().every(), warmUp));
  }

  /** Reports of a stretch of training, the first of which only settle it; times in milliseconds. */
  private record Stretch(List<StepReport> reports, int settling) {
    int steps() {
      return reports.size() - settling;
    }

    double wall() {
      return Duration.between(
              reports.get(settling - 1).getFinishedAtMillis(),
              reports.get(reports.size() - 1).getFinishedAtMillis())
          .toMillis();
    }

    double inside() {
      return 1000 * sum(StepReport::getStepSeconds);
    }

    double waiting() {
      return 1000 * sum(StepReport::getWaitSeconds);
    }

    private double sum(ToDoubleFunction<StepReport> seconds) {
      return reports.stream().skip(settling).mapToDouble(seconds).sum();
    }
  }

  private static Samples samples(List<Stretch> stretches, ToDoubleFunction<Stretch> figure) {
    return new Samples(stretches.stream().mapToDouble(figure).boxed().toList());
  }

  private static Samples percentMore(Samples these, Samples than) {
    return these.over(than).map(each -> 100 * (each - 1));
  }

  /** By a new program each time: two of the same steps are not equally fast, wherever they lie. */
  private static double fromMemory(Shape shape, int counted, Setting setting) throws Exception {
    try (Trainee trainee = new Trainee(shape, setting.computeDevice())) {
      trainee.steps(setting.times(MEMORY_WARM_UP, QUICK_WARM_UP));
      return 1000 * Stopwatch.ONCE.seconds(() -> trainee.steps(counted)) / counted;
    }
  }
}
