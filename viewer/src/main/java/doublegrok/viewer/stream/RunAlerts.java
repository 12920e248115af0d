package doublegrok.viewer.stream;

import doublegrok.control.RunOrigin;
import doublegrok.record.RunWatch;
import doublegrok.spec.AlertSpec;
import doublegrok.spec.AlertTrigger;
import doublegrok.spec.RunSpec;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Alerts of each run that wait for one kind of occasion, and which of them were told already. */
final class RunAlerts {
  private final AlertTrigger trigger;
  private final ViewStores stores;
  private final WatchStore watches;
  private final Map<String, List<AlertSpec>> known = new HashMap<>(); // by run

  RunAlerts(AlertTrigger trigger, ViewStores stores, WatchStore watches) {
    this.trigger = trigger;
    this.stores = stores;
    this.watches = watches;
  }

  /** A command to this run has come, which may be the one that makes it. */
  void commanded(String run) {
    known.remove(run);
  }

  /** Those of a run; none of a run that was not started yet. */
  List<AlertSpec> of(String run) {
    return known.computeIfAbsent(
        run,
        name -> stores.origin(name).map(RunOrigin::spec).map(RunSpec::alerts).stream()
            .flatMap(List::stream)
            .filter(alert -> alert.on().equals(trigger))
            .toList());
  }

  /** Whether this is said of the run for the first time; from now on it was. */
  boolean isNews(String run, String what) {
    RunWatch watch = watches.of(run);
    String name = trigger.label() + " " + what;
    if (watch.getTold().contains(name)) {
      return false;
    }
    watch.getTold().add(name);
    watches.put(watch);
    return true;
  }
}
