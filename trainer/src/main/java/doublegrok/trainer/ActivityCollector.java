package doublegrok.trainer;

import io.prometheus.client.Collector;
import io.prometheus.client.CounterMetricFamily;
import io.prometheus.client.GaugeMetricFamily;
import java.util.List;

/** What a trainer spends its time on, the activity at hand included. */
final class ActivityCollector extends Collector {
  static final String PREFIX = "doublegrok_trainer_";

  private final String run;
  private final Progress progress;

  ActivityCollector(String run, Progress progress) {
    this.run = run;
    this.progress = progress;
  }

  @Override
  public List<MetricFamilySamples> collect() {
    GaugeMetricFamily activity = new GaugeMetricFamily(
        PREFIX + "activity",
        "1 for what the trainer is doing, 0 for the others.",
        List.of("run", "activity"));
    CounterMetricFamily seconds = new CounterMetricFamily(
        PREFIX + "activity_seconds",
        "Time that the trainer spent on each activity; waiting is waiting for data.",
        List.of("run", "activity"));
    progress.seconds().forEach((each, time) -> {
      activity.addMetric(List.of(run, each.label()), each == progress.now() ? 1 : 0);
      seconds.addMetric(List.of(run, each.label()), time);
    });
    return List.of(activity, seconds);
  }
}
