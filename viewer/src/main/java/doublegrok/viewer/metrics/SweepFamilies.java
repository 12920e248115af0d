package doublegrok.viewer.metrics;

import doublegrok.sweep.RunPlace;
import doublegrok.sweep.SweepPhase;
import doublegrok.viewer.view.SweepOverview;
import io.prometheus.client.Collector.MetricFamilySamples;
import io.prometheus.client.GaugeMetricFamily;
import java.util.List;
import java.util.stream.Stream;

/** The gauges of sweeps: of each that goes on, and of the newest others. */
final class SweepFamilies {
  /** So many sweeps have some 1,000 time series. */
  static final int OVER_MAX = 100;

  private SweepFamilies() {}

  /** Those of all sweeps, the one that changed last first. */
  static List<MetricFamilySamples> of(List<SweepOverview> all) {
    List<SweepOverview> sweeps = Stream.concat(
            all.stream().filter(SweepFamilies::goesOn),
            all.stream().filter(each -> !goesOn(each)).limit(OVER_MAX))
        .toList();
    GaugeMetricFamily runs = new GaugeMetricFamily(
        "doublegrok_sweep_runs",
        "Runs of the sweep, by what has become of them; of the sweeps that are over, the newest "
            + OVER_MAX + " have it.",
        List.of("sweep", "state"));
    for (SweepOverview sweep : sweeps) {
      var counts = sweep.counts();
      for (RunPlace place : RunPlace.values()) {
        runs.addMetric(
            List.of(sweep.sweep(), place.label()), counts.getOrDefault(place.label(), 0));
      }
    }
    return List.of(runs);
  }

  private static boolean goesOn(SweepOverview sweep) {
    return sweep.state().equals(SweepPhase.RUNNING.label())
        || sweep.state().equals(SweepPhase.PAUSED.label());
  }
}
