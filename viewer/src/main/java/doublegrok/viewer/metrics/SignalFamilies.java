package doublegrok.viewer.metrics;

import doublegrok.viewer.view.RunSignals;
import doublegrok.viewer.view.RunSignals.Happening;
import doublegrok.viewer.view.RunSummary;
import io.prometheus.client.Collector.MetricFamilySamples;
import io.prometheus.client.GaugeMetricFamily;
import java.util.ArrayList;
import java.util.List;

/** The gauges that say what happened to the runs when, and what is still to be done for them. */
final class SignalFamilies {
  private final GaugeMetricFamily waiting = family(
      "doublegrok_evaluation_lag_checkpoints",
      "Checkpoints that are newer than the newest evaluated one.");
  private final GaugeMetricFamily stepsBehind = family(
      "doublegrok_evaluation_lag_steps",
      "Steps between the newest evaluated checkpoint and the newest one.");
  private final GaugeMetricFamily checkpoint = family(
      "doublegrok_last_checkpoint_timestamp_seconds",
      "Wall clock of the newest checkpoint, in seconds since 1970.");
  private final GaugeMetricFamily shots = family(
      "doublegrok_shot_accuracy_ratio",
      "Accuracy in the newest evaluation of the set, over an octave of numbers of shots, 0 to 1.",
      "set",
      "shot");
  private final GaugeMetricFamily transitionTimes = family(
      "doublegrok_run_transition_timestamp_seconds",
      "Wall clock at which an onset or a loss was last found, in seconds since 1970.",
      "transition");
  private final GaugeMetricFamily transitionSteps = family(
      "doublegrok_run_transition_step",
      "Step by which an onset or a loss was last found.",
      "transition");
  private final GaugeMetricFamily swapTimes = family(
      "doublegrok_run_swap_timestamp_seconds",
      "Wall clock of the newest swap of the distribution, in seconds since 1970.");
  private final GaugeMetricFamily swapSteps = family(
      "doublegrok_run_swap_step", "First step on the newest distribution, if it was swapped.");
  private final GaugeMetricFamily alarmTimes = family(
      "doublegrok_run_alarm_timestamp_seconds",
      "Wall clock of the newest alarm of each cause, in seconds since 1970.",
      "cause");

  /** Adds what is known of a run. */
  void add(RunSummary summary, RunSignals signals) {
    String run = summary.run();
    waiting.addMetric(List.of(run), (double) signals.waiting());
    summary.lastCheckpointStep().ifPresent(newest -> {
      long behind = newest - summary.evaluatedStep().orElse(0);
      stepsBehind.addMetric(List.of(run), (double) Math.max(0, behind));
    });
    signals
        .checkpointAtMillis()
        .ifPresent(millis -> checkpoint.addMetric(List.of(run), millis / 1e3));
    signals
        .newest()
        .forEach(point -> ShotBuckets.of(point.shots()).forEach((shot, score) -> {
          if (score.total() > 0 && score.hasAnswers()) {
            shots.addMetric(List.of(run, point.set(), shot), score.accuracy());
          }
        }));
    signals.happenings().forEach(each -> add(run, each));
  }

  private void add(String run, Happening each) {
    double seconds = each.atMillis() / 1e3;
    switch (each.kind()) {
      case TRANSITION -> {
        transitionTimes.addMetric(List.of(run, each.name()), seconds);
        transitionSteps.addMetric(List.of(run, each.name()), (double) each.step());
      }
      case SWAP -> {
        swapTimes.addMetric(List.of(run), seconds);
        swapSteps.addMetric(List.of(run), (double) each.step());
      }
      case ALARM -> alarmTimes.addMetric(List.of(run, each.name()), seconds);
    }
  }

  List<MetricFamilySamples> families() {
    return List.of(
        waiting,
        stepsBehind,
        checkpoint,
        shots,
        transitionTimes,
        transitionSteps,
        swapTimes,
        swapSteps,
        alarmTimes);
  }

  private static GaugeMetricFamily family(String name, String help, String... labels) {
    List<String> all = new ArrayList<>(List.of("run"));
    all.addAll(List.of(labels));
    return new GaugeMetricFamily(name, help, all);
  }
}
