package doublegrok.trainer;

import io.prometheus.client.Collector;
import io.prometheus.client.CounterMetricFamily;
import io.prometheus.client.GaugeMetricFamily;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;

/** Collector of what trainers spend their time on, the activity at hand included. */
final class ActivityCollector extends Collector {
  static final String PREFIX = "doublegrok_trainer_";

  private final Map<String, Progress> runs = new ConcurrentSkipListMap<>();

  /** Shows a run; of two trainers of one run the later counts. */
  void add(String run, Progress progress) {
    runs.put(run, progress);
  }

  /** Shows this trainer no more. */
  void remove(String run, Progress progress) {
    runs.remove(run, progress);
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
    runs.forEach((run, progress) -> progress.seconds().forEach((each, time) -> {
      activity.addMetric(List.of(run, each.label()), each == progress.now() ? 1 : 0);
      seconds.addMetric(List.of(run, each.label()), time);
    }));
    return List.of(activity, seconds);
  }
}
