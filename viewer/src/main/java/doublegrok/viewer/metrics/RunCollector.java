package doublegrok.viewer.metrics;

import doublegrok.task.Score;
import doublegrok.viewer.view.Phase;
import doublegrok.viewer.view.RunState;
import doublegrok.viewer.view.RunSummary;
import doublegrok.viewer.view.RunViews;
import io.prometheus.client.Collector;
import io.prometheus.client.GaugeMetricFamily;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Collector that turns the view of the runs into gauges at each scrape, so that a restarted viewer
 * shows the restored state. Numbers that are not known yet have no sample. Every run that is not
 * over has gauges of its own, for somebody may have to do something about it, and so have the
 * newest {@value #OVER_MAX} of those that are: what is at work bounds the time series, not what was
 * ever done. All runs are counted, by state and by phase.
 */
public final class RunCollector extends Collector {
  /** So many runs have some 20,000 time series. */
  static final int OVER_MAX = 100;

  private static final List<Gauge> GAUGES = List.of(
      gauge("doublegrok_run_step", "Training steps done.", RunSummary::step),
      gauge("doublegrok_run_steps_planned", "Training steps planned.", RunSummary::totalSteps),
      gauge(
          "doublegrok_distribution_version",
          "Distribution version of the newest step; counts up at each swap.",
          RunSummary::distributionVersion),
      gauge(
          "doublegrok_last_checkpoint_step",
          "Step of the newest complete checkpoint.",
          run -> known(run.lastCheckpointStep())),
      gauge(
          "doublegrok_last_evaluated_step",
          "Step of the newest checkpoint of which a set is evaluated.",
          run -> known(run.evaluatedStep())),
      gauge(
          "doublegrok_loss_nats",
          "Training cross-entropy of the newest step, in nats per answer.",
          run -> run.measures().loss()),
      gauge(
          "doublegrok_learning_rate",
          "Learning rate of AdamW in the newest step.",
          run -> run.measures().learningRate()),
      gauge(
          "doublegrok_gradient_norm",
          "Euclidean norm of the newest step's gradient.",
          run -> run.measures().gradientNorm()),
      gauge(
          "doublegrok_tokens_per_second",
          "Tokens trained on per second.",
          run -> run.measures().tokensPerSecond()),
      gauge(
          "doublegrok_batch_wait_seconds",
          "Time that the trainer waited for the newest step's batch.",
          run -> run.measures().waitSeconds()),
      gauge(
          "doublegrok_run_started_timestamp_seconds",
          "Wall clock of the run's start, in seconds since 1970.",
          run -> run.startedAtMillis() / 1e3),
      gauge(
          "doublegrok_run_updated_timestamp_seconds",
          "Wall clock of the newest step, in seconds since 1970.",
          run -> run.updatedAtMillis() / 1e3));

  private final RunViews views;

  public RunCollector(RunViews views) {
    this.views = views;
  }

  @Override
  public List<MetricFamilySamples> collect() {
    List<RunSummary> all = views.runs();
    List<RunSummary> runs = withGauges(all);
    List<MetricFamilySamples> families = new ArrayList<>();
    families.add(new GaugeMetricFamily(
        "doublegrok_runs",
        "Runs known; those that are not over, and the newest " + OVER_MAX
            + " of the others, have metrics of their own.",
        all.size()));
    families.add(counts(
        "doublegrok_runs_in_state",
        "Runs known, by the state that they are in.",
        "state",
        Arrays.stream(RunState.values()).map(RunState::label).toList(),
        all.stream().map(run -> run.state().label())));
    families.add(counts(
        "doublegrok_runs_in_phase",
        "Runs known, by the phase that they are in.",
        "phase",
        Phase.all().stream().map(Phase::label).toList(),
        all.stream().map(RunSummary::phase)));
    GAUGES.forEach(gauge -> families.add(gauge.read(runs)));
    families.add(states(runs));
    families.add(ofSets(
        "doublegrok_accuracy_ratio",
        "Last-shot accuracy in the newest evaluation of the set, 0 to 1.",
        runs,
        Score::accuracy));
    families.add(ofSets(
        "doublegrok_evaluation_correct",
        "Queries answered correctly in the newest evaluation of the set, at the last shot.",
        runs,
        score -> score.hasAnswers() ? score.correct().getAsLong() : Double.NaN));
    families.add(ofSets(
        "doublegrok_evaluation_queries",
        "Queries in the newest evaluation of the set, at the last shot.",
        runs,
        Score::total));
    families.add(ofSets(
        "doublegrok_evaluation_loss_nats",
        "Mean cross-entropy in the newest evaluation of the set, at the last shot.",
        runs,
        score -> score.hasAnswers() ? score.meanLoss() : Double.NaN));
    families.add(ofSets(
        "doublegrok_evaluation_squared_error",
        "Mean squared error in the newest evaluation of the set, at the last shot.",
        runs,
        score -> score.hasAnswers() ? Double.NaN : score.meanLoss()));
    families.add(ofSets(
        "doublegrok_accuracy_lower_ratio",
        "Lower end of the 95 % Wilson interval of the last-shot accuracy, 0 to 1.",
        runs,
        Score::low));
    families.add(ofSets(
        "doublegrok_accuracy_upper_ratio",
        "Upper end of the 95 % Wilson interval of the last-shot accuracy, 0 to 1.",
        runs,
        Score::high));
    families.addAll(ExplanationFamilies.of(runs));
    families.addAll(signals(runs));
    families.addAll(SweepFamilies.of(views.sweeps()));
    return families;
  }

  private static List<RunSummary> withGauges(List<RunSummary> newestFirst) {
    Stream<RunSummary> going = newestFirst.stream().filter(run -> !run.state().isOver());
    Stream<RunSummary> over = newestFirst.stream().filter(run -> run.state().isOver());
    return Stream.concat(going, over.limit(OVER_MAX)).toList();
  }

  private List<MetricFamilySamples> signals(List<RunSummary> runs) {
    SignalFamilies families = new SignalFamilies();
    runs.forEach(run -> views.signals(run.run()).ifPresent(signals -> families.add(run, signals)));
    return families.families();
  }

  private static MetricFamilySamples counts(
      String name, String help, String label, List<String> all, Stream<String> found) {
    Map<String, Long> counted =
        found.collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
    GaugeMetricFamily family = new GaugeMetricFamily(name, help, List.of(label));
    all.forEach(each -> family.addMetric(List.of(each), counted.getOrDefault(each, 0L)));
    return family;
  }

  private static MetricFamilySamples states(List<RunSummary> runs) {
    GaugeMetricFamily family = new GaugeMetricFamily(
        "doublegrok_run_state",
        "1 for the state that the run is in, 0 for the others.",
        List.of("run", "state"));
    for (RunSummary run : runs) {
      for (RunState state : RunState.values()) {
        family.addMetric(List.of(run.run(), state.label()), run.state() == state ? 1 : 0);
      }
    }
    return family;
  }

  private static MetricFamilySamples ofSets(
      String name, String help, List<RunSummary> runs, ToDoubleFunction<Score> number) {
    GaugeMetricFamily family = new GaugeMetricFamily(name, help, List.of("run", "set"));
    for (RunSummary run : runs) {
      run.accuracies().forEach((set, score) -> addKnown(family, number, score, run.run(), set));
    }
    return family;
  }

  private static <T> void addKnown(
      GaugeMetricFamily family, ToDoubleFunction<T> number, T source, String... labels) {
    double value = number.applyAsDouble(source);
    if (!Double.isNaN(value)) {
      family.addMetric(List.of(labels), value);
    }
  }

  private static double known(OptionalLong step) {
    return step.isPresent() ? step.getAsLong() : Double.NaN;
  }

  private static Gauge gauge(String name, String help, ToDoubleFunction<RunSummary> number) {
    return new Gauge(name, help, number);
  }

  /** A gauge that has one sample for each run. */
  private record Gauge(String name, String help, ToDoubleFunction<RunSummary> number) {
    MetricFamilySamples read(List<RunSummary> runs) {
      GaugeMetricFamily family = new GaugeMetricFamily(name, help, List.of("run"));
      runs.forEach(run -> addKnown(family, number, run, run.run()));
      return family;
    }
  }
}
