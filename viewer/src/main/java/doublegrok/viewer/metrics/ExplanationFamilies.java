package doublegrok.viewer.metrics;

import doublegrok.task.finding.Scalar;
import doublegrok.viewer.view.Explanation;
import doublegrok.viewer.view.Mixture;
import doublegrok.viewer.view.Phase;
import doublegrok.viewer.view.RunSummary;
import io.prometheus.client.Collector.MetricFamilySamples;
import io.prometheus.client.GaugeMetricFamily;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The gauges that say which algorithms the models are running. */
final class ExplanationFamilies {
  /** Numbers of a run that are shown. */
  static final int MEASURES_MAX = 64;

  /** Characters of a name that is shown. */
  static final int LABEL_MAX = 64;

  private ExplanationFamilies() {}

  static List<MetricFamilySamples> of(List<RunSummary> runs) {
    GaugeMetricFamily phase = family(
        "doublegrok_run_phase", "1 for the phase that the run is in, 0 for the others.", "phase");
    GaugeMetricFamily spectrum = family(
        "doublegrok_spectrum_ratio",
        "Share of each reference predictor in the mixture nearest to the model on all sets.",
        "reference");
    GaugeMetricFamily spectrumRest = family(
        "doublegrok_spectrum_unexplained_nats",
        "Mean divergence of the model from that mixture, in nats.");
    GaugeMetricFamily attribution = family(
        "doublegrok_attribution_ratio",
        "Share of each reference predictor in the mixture nearest to the model, at the last shot.",
        "set",
        "reference");
    GaugeMetricFamily attributionRest = family(
        "doublegrok_attribution_unexplained_nats",
        "Mean divergence of the model from that mixture, in nats.",
        "set");
    GaugeMetricFamily floors = family(
        "doublegrok_floor_nats",
        "Mean training cross-entropy of each reference predictor, in nats per answer.",
        "reference");
    GaugeMetricFamily pressure = family(
        "doublegrok_memorisation_pressure_nats",
        "What knowing the trained tasks saves over the exact solver, in nats per answer.");
    CompletionFamilies completions = new CompletionFamilies();
    GaugeMetricFamily measures = family(
        "doublegrok_probe", "Newest number that a probe found, in its own unit.", "probe", "label");
    for (RunSummary run : runs) {
      addBounded(measures, run);
      String name = run.run();
      Explanation known = run.explanation();
      for (Phase each : Phase.all()) {
        double in = each.label().equals(run.phase()) ? 1 : 0;
        phase.addMetric(List.of(name, each.label()), in);
      }
      known.spectrum().ifPresent(mixture -> add(spectrum, spectrumRest, mixture, name));
      known
          .attributions()
          .forEach((set, mixture) -> add(attribution, attributionRest, mixture, name, set));
      known.floors().ifPresent(found -> {
        found
            .floors()
            .forEach((reference, nats) -> floors.addMetric(List.of(name, reference), nats));
        if (!Double.isNaN(found.memorisationPressure())) {
          pressure.addMetric(List.of(name), found.memorisationPressure());
        }
      });
      completions.add(name, known);
    }
    return Stream.concat(
            Stream.of(
                phase,
                spectrum,
                spectrumRest,
                attribution,
                attributionRest,
                floors,
                pressure,
                measures),
            completions.families().stream())
        .<MetricFamilySamples>map(each -> each)
        .toList();
  }

  /** So many of a run, with labels of so many characters: whatever probes there are. */
  private static void addBounded(GaugeMetricFamily measures, RunSummary run) {
    int room = MEASURES_MAX;
    for (Map.Entry<String, List<Scalar>> found : run.explanation().measures().entrySet()) {
      for (Scalar each : found.getValue()) {
        boolean named = found.getKey().length() <= LABEL_MAX && each.label().length() <= LABEL_MAX;
        if (room > 0 && named && !Double.isNaN(each.value())) {
          measures.addMetric(List.of(run.run(), found.getKey(), each.label()), each.value());
          room--;
        }
      }
    }
  }

  private static void add(
      GaugeMetricFamily shares, GaugeMetricFamily rest, Mixture mixture, String... labels) {
    rest.addMetric(List.of(labels), mixture.unexplained());
    mixture.shares().forEach((reference, share) -> {
      List<String> all = new ArrayList<>(List.of(labels));
      all.add(reference);
      shares.addMetric(all, share);
    });
  }

  static GaugeMetricFamily family(String name, String help, String... labels) {
    List<String> all = new ArrayList<>(List.of("run"));
    all.addAll(List.of(labels));
    return new GaugeMetricFamily(name, help, all);
  }
}
