package doublegrok.evaluator.stream;

import doublegrok.control.RunOrigin;
import doublegrok.evaluator.view.RunState;
import doublegrok.record.EventKind;
import doublegrok.record.RunEvent;
import doublegrok.record.RunWatch;
import doublegrok.record.StepReport;
import doublegrok.schemas.EventDetails;
import doublegrok.spec.AlertSpec;
import doublegrok.spec.AlertTrigger;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.LongSupplier;

/**
 * Tells of runs that should train and report no step, if their spec wants to know. Goes by a clock
 * that only goes forward, since this watch began or the last step came.
 */
final class StallWatch {
  private final ViewStores stores;
  private final WatchStore watches;
  private final Clock clock;
  private final LongSupplier nanoTime;
  private final Map<String, Waiting> waiting = new HashMap<>();
  private final Map<String, OptionalInt> allowed = new HashMap<>(); // by run, in seconds

  private record Waiting(long since, int seconds) {}

  StallWatch(ViewStores stores, WatchStore watches, Clock clock, LongSupplier nanoTime) {
    this.stores = stores;
    this.watches = watches;
    this.clock = clock;
    this.nanoTime = nanoTime;
  }

  /** Begins with every run that is on its way. */
  void begin(RunReader reader) {
    reader.runs().stream()
        .filter(each -> each.state() == RunState.RUNNING)
        .forEach(each -> await(each.run()));
  }

  /** A command to this run has come, which may be the one that makes it. */
  void commanded(String run) {
    allowed.remove(run);
  }

  /** A step of this run has come. */
  void stepped(String run) {
    await(run);
    if (waiting.containsKey(run)) {
      RunWatch watch = watches.of(run);
      if (watch.getStalled()) {
        watches.put(RunWatch.newBuilder(watch).setStalled(false).build());
      }
    }
  }

  /** The run has begun, goes on, waits or is over. */
  void happened(RunEvent event) {
    switch (event.getKind()) {
      case STARTED, RESUMED, FORKED, CONTINUED -> await(event.getRun());
      case PAUSED, STOPPED, FINISHED, FAILED -> waiting.remove(event.getRun());
      default -> {}
    }
  }

  /** The runs whose time is up, each told of once. */
  List<RunEvent> overdue() {
    List<RunEvent> events = new ArrayList<>();
    long now = nanoTime.getAsLong();
    Iterator<Map.Entry<String, Waiting>> each = waiting.entrySet().iterator();
    while (each.hasNext()) {
      Map.Entry<String, Waiting> run = each.next();
      Duration patience = Duration.ofSeconds(run.getValue().seconds());
      if (now - run.getValue().since() > patience.toNanos()) {
        each.remove();
        RunWatch watch = watches.of(run.getKey());
        if (!watch.getStalled()) {
          watches.put(RunWatch.newBuilder(watch).setStalled(true).build());
          events.add(event(run.getKey(), patience));
        }
      }
    }
    return events;
  }

  private void await(String run) {
    OptionalInt seconds = allowed.computeIfAbsent(run, this::allowed);
    if (seconds.isPresent()) {
      waiting.put(run, new Waiting(nanoTime.getAsLong(), seconds.getAsInt()));
    }
  }

  private OptionalInt allowed(String run) {
    return RunOrigin.in(stores.commands().of(run).list()).stream()
        .flatMap(origin -> origin.spec().alerts().stream())
        .filter(alert -> alert.on() == AlertTrigger.STALL)
        .mapToInt(AlertSpec::seconds)
        .min();
  }

  private RunEvent event(String run, Duration patience) {
    long step = stores.steps().newestFirst(run).first().map(StepReport::getStep).orElse(0L);
    int version = stores
        .steps()
        .newestFirst(run)
        .first()
        .map(StepReport::getDistributionVersion)
        .orElse(0);
    return new RunEvent(
        run,
        EventKind.ALARM,
        step,
        null,
        version,
        "no step for %d s after step %d".formatted(patience.toSeconds(), step),
        Map.of(EventDetails.CAUSE, AlertTrigger.STALL.label()),
        clock.instant());
  }
}
