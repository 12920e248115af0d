package doublegrok.local.command.common;

import doublegrok.explain.Completion;
import doublegrok.viewer.data.FadeFields;
import doublegrok.viewer.data.LabelFields;
import doublegrok.viewer.view.FindingFields;
import doublegrok.viewer.view.RunDetails;
import doublegrok.viewer.view.RunSummary;
import doublegrok.viewer.view.ScoreFields;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/** Mapping from a run to the fields of a JSON object; what is not known is null. */
public final class RunFields {
  private RunFields() {}

  public static Map<String, Object> of(RunDetails details) {
    RunSummary summary = details.summary();
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("run", summary.run());
    fields.put("family", summary.family());
    fields.put("state", summary.state().label());
    fields.put("phase", summary.phase());
    fields.put("step", summary.step());
    fields.put("total_steps", summary.totalSteps());
    fields.put("next_batch", summary.step());
    fields.put("distribution_version", summary.distributionVersion());
    fields.put("loss", Json.number(summary.measures().loss()));
    fields.put("evaluated_step", known(summary.evaluatedStep()));
    Map<String, Object> sets = new LinkedHashMap<>();
    summary.accuracies().forEach((set, accuracy) -> sets.put(set, ScoreFields.of(accuracy)));
    fields.put("accuracies", sets);
    Map<String, Object> completions = new LinkedHashMap<>();
    summary
        .explanation()
        .completions()
        .forEach((transition, each) -> completions.put(transition.label(), of(each)));
    fields.put("completions", completions);
    Map<String, Object> fades = new LinkedHashMap<>();
    summary.explanation().fades().forEach((set, each) -> fades.put(set, FadeFields.of(each)));
    fields.put("fades", fades);
    OptionalDouble gap = summary.explanation().doubleGrokkingGap();
    fields.put("double_grokking_gap", Json.number(gap.orElse(Double.NaN)));
    Map<String, Object> measures = new LinkedHashMap<>();
    summary
        .explanation()
        .measures()
        .forEach((name, scalars) -> measures.put(name, FindingFields.values(scalars)));
    fields.put("probes", measures);
    var checkpoint = details.checkpoint();
    fields.put("checkpoint_step", checkpoint.map(each -> each.step()).orElse(null));
    fields.put("checkpoint_next_batch", checkpoint.map(each -> each.nextBatch()).orElse(null));
    fields.put("weights_sha256", checkpoint.map(each -> each.weightsSha256()).orElse(null));
    fields.put(
        "optimizer_sha256", checkpoint.map(each -> each.optimizerSha256()).orElse(null));
    fields.put("settings", checkpoint.map(each -> each.settings()).orElse(null));
    fields.put("computing", details.computing().orElse(null));
    fields.put("lineage", lineage(details));
    return fields;
  }

  /** The same, and what its family's sets and references are: for who has only its tables. */
  public static Map<String, Object> exported(RunDetails details) {
    Map<String, Object> fields = of(details);
    fields.putAll(LabelFields.of(details.summary().labels()));
    return fields;
  }

  private static Map<String, Object> of(Completion completion) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("step", completion.step());
    fields.put("after", completion.after());
    fields.put("by", completion.by());
    return fields;
  }

  private static List<Map<String, Object>> lineage(RunDetails details) {
    return details.lineage().stream()
        .map(each -> Map.<String, Object>of("run", each.run(), "step", each.step()))
        .toList();
  }

  private static Long known(OptionalLong number) {
    return number.isPresent() ? number.getAsLong() : null;
  }
}
