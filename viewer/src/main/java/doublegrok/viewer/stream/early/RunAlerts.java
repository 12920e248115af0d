package doublegrok.viewer.stream.early;

import doublegrok.record.RunWatch;
import doublegrok.spec.AlertSpec;
import doublegrok.spec.AlertTrigger;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;

/** Alerts of each run that wait for one kind of occasion, and which of them were told already. */
public final class RunAlerts {
  private final AlertTrigger trigger;
  private final Memory memory;
  private final Map<String, List<AlertSpec>> known = new HashMap<>(); // by run

  /**
   * Memory of whoever watches the runs.
   *
   * @param alerts of a run; none of one that was not started yet
   * @param watch what is remembered of a run
   * @param keep keeps it
   */
  public record Memory(
      Function<String, List<AlertSpec>> alerts,
      Function<String, RunWatch> watch,
      Consumer<RunWatch> keep) {}

  public RunAlerts(AlertTrigger trigger, Memory memory) {
    this.trigger = trigger;
    this.memory = memory;
  }

  /** A command to this run has come, which may be the one that makes it. */
  void commanded(String run) {
    known.remove(run);
  }

  /** Those of a run; none of a run that was not started yet. */
  List<AlertSpec> of(String run) {
    return known.computeIfAbsent(
        run,
        name -> memory.alerts().apply(name).stream()
            .filter(alert -> alert.on().equals(trigger))
            .toList());
  }

  /** What is remembered of a run. */
  RunWatch watch(String run) {
    return memory.watch().apply(run);
  }

  /** Whether this is said of the run for the first time; from now on it was. */
  boolean isNews(String run, String what) {
    RunWatch watch = watch(run);
    String name = trigger.label() + " " + what;
    if (watch.getTold().contains(name)) {
      return false;
    }
    watch.getTold().add(name);
    memory.keep().accept(watch);
    return true;
  }
}
