package doublegrok.viewer.metrics;

import doublegrok.explain.Completion;
import doublegrok.task.Transition;
import doublegrok.viewer.view.Explanation;
import io.prometheus.client.GaugeMetricFamily;
import java.util.List;

/** The gauges that say where transitions were completed; of the few that have no shift. */
final class CompletionFamilies {
  private final GaugeMetricFamily steps = ExplanationFamilies.family(
      "doublegrok_run_completion_step",
      "Step at which the accuracy passed one half and stayed there, between checkpoints.",
      "transition");
  private final GaugeMetricFamily lowers = ExplanationFamilies.family(
      "doublegrok_run_completion_lower_step",
      "Lower end of the 95 % interval of that step.",
      "transition");
  private final GaugeMetricFamily uppers = ExplanationFamilies.family(
      "doublegrok_run_completion_upper_step",
      "Upper end of the 95 % interval of that step.",
      "transition");
  private final GaugeMetricFamily gap = ExplanationFamilies.family(
      "doublegrok_double_grokking_gap_decades",
      "log10 of the step that completed OOD generalisation over that of ID generalisation.");

  /** Adds what is known of a run. */
  void add(String run, Explanation known) {
    Transition.all().stream().filter(known.completions()::containsKey).forEach(each -> {
      List<String> labels = List.of(run, each.label());
      Completion completion = known.completions().get(each);
      steps.addMetric(labels, completion.step());
      lowers.addMetric(labels, (double) completion.after());
      uppers.addMetric(labels, (double) completion.by());
    });
    known.doubleGrokkingGap().ifPresent(decades -> gap.addMetric(List.of(run), decades));
  }

  List<GaugeMetricFamily> families() {
    return List.of(steps, lowers, uppers, gap);
  }
}
