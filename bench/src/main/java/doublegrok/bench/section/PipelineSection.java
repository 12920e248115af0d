package doublegrok.bench.section;

import doublegrok.bench.measure.Measurement;
import doublegrok.bench.measure.Samples;
import doublegrok.bench.measure.Stopwatch;
import doublegrok.bench.report.SectionReport.Draft;
import doublegrok.record.StepReport;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** What the stream costs: steps of the demo fed through Kafka against the same from memory. */
final class PipelineSection implements Section {
  private static final String[] ENDLESS = {"swaps=[]", "training.steps=1000000"};
  private static final int COUNTED = 300;
  private static final int QUICK_COUNTED = 9;
  private static final int SETTLING = 50; // of each stretch: the generator has to run ahead again
  private static final int STREAM_WARM_UP = 500; // until then services start and are compiled
  private static final int MEMORY_WARM_UP = 50;
  private static final int QUICK_WARM_UP = 3;

  @Override
  public String name() {
    return "pipeline";
  }

  @Override
  public void measure(Setting setting, Draft report) throws Exception {
    Shape shape = Shape.demo(setting.quick(), ENDLESS);
    int counted = setting.times(COUNTED, QUICK_COUNTED);
    int settling = setting.times(SETTLING, QUICK_WARM_UP);
    int warmUp = setting.times(STREAM_WARM_UP, QUICK_WARM_UP);
    List<Streamed> streamed = new ArrayList<>();
    List<Samples> found;
    try (StreamedRun run = StreamedRun.start(shape, setting)) {
      run.train(warmUp);
      Measurement memory = () -> fromMemory(shape, counted, setting);
      Measurement stream = () -> {
        streamed.add(Streamed.of(run.train(settling + counted), settling));
        return streamed.get(streamed.size() - 1).milliseconds();
      };
      found = setting.coldRounds().of(List.of(memory, stream));
    }
    report.figure("demo", "from memory", "ms a step", found.get(0));
    report.figure("demo", "through Kafka", "ms a step", found.get(1));
    report.figure("demo", "overhead", "%", percentMore(found.get(1), found.get(0)));
    Samples inside = samples(streamed, Streamed::insideMilliseconds);
    report.figure("demo", "step itself slower", "%", percentMore(inside, found.get(0)));
    report.figure("demo", "outside the step", "%", samples(streamed, Streamed::outsidePercent));
    report.figure("demo", "waiting for data", "%", samples(streamed, Streamed::waitingPercent));
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

  /** Where the training thread's time went, while it made the steps that count. */
  private record Streamed(
      double milliseconds,
      double insideMilliseconds,
      double outsidePercent,
      double waitingPercent) {
    static Streamed of(List<StepReport> reports, int settling) {
      List<StepReport> counted = reports.subList(settling, reports.size());
      double trained = 1000 * sum(counted, StepReport::getStepSeconds);
      double waited = 1000 * sum(counted, StepReport::getWaitSeconds);
      double wall = Duration.between(
              reports.get(settling - 1).getFinishedAtMillis(),
              reports.get(reports.size() - 1).getFinishedAtMillis())
          .toMillis();
      return new Streamed(
          wall / counted.size(),
          trained / counted.size(),
          100 * (wall - trained - waited) / wall,
          100 * waited / wall);
    }

    private static double sum(List<StepReport> reports, ToDoubleFunction<StepReport> seconds) {
      return reports.stream().mapToDouble(seconds).sum();
    }
  }

  private static Samples samples(List<Streamed> streamed, ToDoubleFunction<Streamed> figure) {
    return new Samples(streamed.stream().mapToDouble(figure).boxed().toList());
  }

  private static Samples percentMore(Samples these, Samples than) {
    return these.over(than).map(each -> 100 * (each - 1));
  }

  /** By a new program each time: two of the same steps are not equally fast, wherever they lie. */
  private static double fromMemory(Shape shape, int counted, Setting setting) throws Exception {
    Stopwatch once = new Stopwatch(Duration.ZERO, System::nanoTime);
    try (Trainee trainee = new Trainee(shape, setting.computeDevice(), once)) {
      trainee.steps(setting.times(MEMORY_WARM_UP, QUICK_WARM_UP));
      return 1000 * once.seconds(() -> trainee.steps(counted)) / counted;
    }
  }
}
