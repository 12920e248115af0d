package doublegrok.local.command.sweep;

import doublegrok.sweep.RunPlace;
import doublegrok.sweep.RunStand;
import doublegrok.sweep.SweepPlan;
import doublegrok.sweep.log.SweepView;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Mapping from a sweep to the fields of a JSON object. */
final class SweepFields {
  private SweepFields() {}

  /** A sweep with how many of its runs stand where. */
  static Map<String, Object> counts(SweepView view, String sweep) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("sweep", sweep);
    fields.put("state", view.sweep(sweep).orElseThrow().phase().label());
    List<RunStand> runs = view.runs(sweep);
    fields.put("runs", runs.size());
    for (RunPlace place : RunPlace.values()) {
      fields.put(
          place.label(), runs.stream().filter(run -> run.place() == place).count());
    }
    return fields;
  }

  /** A sweep with each of its runs. */
  static Map<String, Object> of(SweepView view, String sweep) {
    Map<String, Object> fields = new LinkedHashMap<>(counts(view, sweep));
    SweepPlan plan = view.sweep(sweep).orElseThrow().plan();
    fields.put("keys", plan.keys());
    fields.put("at_once", plan.atOnce());
    fields.put("attempts", plan.attempts());
    fields.put("standings", view.runs(sweep).stream().map(run -> of(plan, run)).toList());
    return fields;
  }

  private static Map<String, Object> of(SweepPlan plan, RunStand run) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("run", run.run());
    fields.put("state", run.place().label());
    plan.run(run.run()).ifPresent(planned -> {
      fields.put("seed", planned.seed());
      fields.put("values", new TreeMap<>(planned.values()));
    });
    fields.put("attempts", run.attempts());
    fields.put("worker", run.worker());
    fields.put("reason", run.reason());
    return fields;
  }
}
