package doublegrok.viewer.view;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Mapping of sweeps to the fields of a JSON object, the same for the page and for scripts. What is
 * not known is null.
 */
public final class SweepFields {
  private SweepFields() {}

  /** A sweep with its runs; the phases are there so that it is known which is further. */
  public static Map<String, Object> of(SweepOverview sweep) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("sweep", sweep.sweep());
    fields.put("state", sweep.state());
    fields.put("keys", sweep.keys());
    fields.put("rows", sweep.down().orElse(null));
    fields.put("columns", sweep.across().orElse(null));
    fields.put("measure", sweep.measure());
    fields.put("phases", Phase.all().stream().map(Phase::label).toList());
    fields.put("counts", sweep.counts());
    fields.put("runs", sweep.runs().stream().map(SweepFields::of).toList());
    return fields;
  }

  /** One of its runs. */
  public static Map<String, Object> of(SweepRun run) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("run", run.run());
    fields.put("seed", run.seed());
    fields.put("values", run.values());
    fields.put("state", run.state());
    fields.put("reason", run.reason());
    fields.put("attempts", run.attempts());
    fields.put("tags", run.note().tags());
    fields.put("note", run.note().text());
    fields.put("worker", run.worker());
    fields.put("step", run.step());
    fields.put("steps", run.steps());
    fields.put("phase", run.phase());
    fields.put("measures", run.measures());
    return fields;
  }

  /** How many runs of a sweep stand where. */
  public static Map<String, Object> of(SweepSummary summary) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("sweep", summary.sweep());
    fields.put("state", summary.state());
    fields.put("runs", summary.runs());
    fields.put("done", summary.done());
    fields.put("running", summary.running());
    fields.put("waiting", summary.waiting());
    fields.put("failed", summary.failed());
    fields.put("stopped", summary.stopped());
    fields.put("poison", summary.poison());
    return fields;
  }

  /** Several sweeps. */
  public static List<Map<String, Object>> of(List<SweepSummary> sweeps) {
    return sweeps.stream().map(SweepFields::of).toList();
  }
}
