package doublegrok.viewer.view;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;

/** An {@link ExampleRun} that takes many more steps to the same end, with noise of its own. */
public final class LongRun {
  private static final int CHECKPOINT_STEPS = 500;

  private final String name;
  private final long totalSteps;
  private final ExampleRun example;
  private final Random noise;
  private final StepColumns steps = new StepColumns();
  private final Map<String, List<EvaluationPoint>> evaluations = new LinkedHashMap<>();
  private final List<ProbeSeries.Point> spectrum = new ArrayList<>();
  private final List<LagPoint> lag = new ArrayList<>();
  private final List<Mark> marks = new ArrayList<>();

  /** A run that has not begun, of so many steps. */
  public LongRun(String name, long totalSteps, long startMillis, long seed) {
    this.name = name;
    this.totalSteps = totalSteps;
    this.example = new ExampleRun(name, startMillis);
    this.noise = new Random(seed);
  }

  /** Trains one step; what it changes. */
  public synchronized List<LiveUpdate> next() {
    List<LiveUpdate> updates = new ArrayList<>();
    long step = steps.lastStep() + 1;
    StepMeasures calm = example.loss(before(step) + 1).mean();
    StepMeasures measures = new StepMeasures(
        calm.loss() * Math.exp(0.08 * noise.nextGaussian()),
        calm.learningRate(),
        calm.gradientNorm() * Math.exp(0.3 * noise.nextGaussian()),
        calm.tokensPerSecond() + 900 * noise.nextGaussian(),
        noise.nextInt(500) == 0 ? 0.02 : 0.0004 * noise.nextDouble());
    steps.add(step, step, measures);
    updates.add(new LiveUpdate.LossReported(name, LossPoint.of(step, measures)));
    for (long then = before(step - 1) + 1; then <= before(step); then++) {
      example.marks(then).stream()
          .filter(mark -> mark.kind() != MarkKind.CHECKPOINT)
          .forEach(mark -> mark(mark, step, updates));
    }
    if (step % CHECKPOINT_STEPS == 0) {
      mark(Mark.of(step, MarkKind.CHECKPOINT, "Checkpoint " + step, step), step, updates);
      evaluate(step, updates);
    }
    return updates;
  }

  private void mark(Mark mark, long step, List<LiveUpdate> updates) {
    Mark moved =
        new Mark(step, mark.kind(), mark.label(), mark.batch(), mark.version(), mark.details());
    marks.add(moved);
    updates.add(new LiveUpdate.Marked(name, moved));
  }

  private void evaluate(long step, List<LiveUpdate> updates) {
    long at = Math.max(1, Math.round((double) before(step) / ExampleRun.EVALUATION_STEPS))
        * ExampleRun.EVALUATION_STEPS;
    for (EvaluationPoint each : example.evaluations(at)) {
      EvaluationPoint moved = EvaluationPoint.of(step, each.set(), each.version(), each.shots());
      evaluations.computeIfAbsent(each.set(), set -> new ArrayList<>()).add(moved);
      updates.add(new LiveUpdate.Evaluated(name, moved));
    }
    List<ProbeSeries.Point> all = ExampleRun.spectrum(at);
    ProbeSeries.Point moved =
        new ProbeSeries.Point(step, all.get(all.size() - 1).finding());
    spectrum.add(moved);
    lag.add(new LagPoint(step, step));
    updates.add(new LiveUpdate.Measured(name, new ProbeSeries("spectrum", List.of(moved))));
  }

  /** Where the example stood when it had done the same part. */
  private long before(long step) {
    return step * (ExampleRun.TOTAL_STEPS - 1) / totalSteps;
  }

  synchronized RunWindow window(StepWindow window) {
    return RunWindow.of(whole(), steps, lag, window);
  }

  synchronized RunHistory whole() {
    List<ReferenceFloors> floors = ExampleRun.floors(before(steps.lastStep()));
    return new RunHistory(
        summary(),
        List.of(),
        evaluations,
        List.of(new ProbeSeries("spectrum", spectrum)),
        floors,
        marks);
  }

  /** Where it stands. */
  public synchronized RunSummary summary() {
    long step = steps.lastStep();
    RunSummary calm = example.summary(before(step));
    long checkpoint = step - step % CHECKPOINT_STEPS;
    OptionalLong newest = checkpoint == 0 ? OptionalLong.empty() : OptionalLong.of(checkpoint);
    return new RunSummary(
        name,
        calm.family(),
        calm.labels(),
        step >= totalSteps ? RunState.FINISHED : RunState.RUNNING,
        calm.phase(),
        step,
        totalSteps,
        calm.distributionVersion(),
        Optional.of(steps.points(new StepWindow(step, step, StepWindow.POINTS_MIN)))
            .filter(points -> !points.isEmpty())
            .map(points -> points.get(0).mean())
            .orElse(StepMeasures.unknown()),
        calm.accuracies(),
        calm.explanation(),
        newest,
        newest,
        calm.startedAtMillis(),
        calm.startedAtMillis() + step * 36,
        Optional.empty());
  }

  synchronized Map<String, List<EvaluationPoint>> evaluations() {
    return whole().evaluations();
  }

  String name() {
    return name;
  }
}
