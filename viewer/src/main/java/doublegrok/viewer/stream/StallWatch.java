package doublegrok.viewer.stream;

import doublegrok.log.EventDetails;
import doublegrok.log.Topics;
import doublegrok.record.EventKind;
import doublegrok.record.RunEvent;
import doublegrok.record.RunWatch;
import doublegrok.record.StepReport;
import doublegrok.spec.AlertTrigger;
import doublegrok.viewer.view.RunState;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;

/**
 * Tells of runs that should train and report no step, if their spec wants to know: once for each
 * number of seconds that one of its alerts allows. Goes by a clock that only goes forward, since
 * this watch began or the last step came.
 */
final class StallWatch {
  private static final String SECONDS = "seconds";
  private static final Set<EventKind> BEGINNINGS =
      EnumSet.of(EventKind.STARTED, EventKind.RESUMED, EventKind.FORKED, EventKind.CONTINUED);

  private final ViewStores stores;
  private final WatchStore watches;
  private final Clock clock;
  private final LongSupplier nanoTime;
  private final Map<String, Waiting> waiting = new HashMap<>();
  private final Map<String, List<Integer>> allowed = new HashMap<>(); // by run, ascending

  /** For these numbers of seconds, ascending, the run may yet report no step. */
  private record Waiting(long since, List<Integer> seconds) {}

  StallWatch(ViewStores stores, WatchStore watches, Clock clock, LongSupplier nanoTime) {
    this.stores = stores;
    this.watches = watches;
    this.clock = clock;
    this.nanoTime = nanoTime;
  }

  /** Whether the event tells of a stall of so many seconds. */
  static boolean isAbout(RunEvent event, int seconds) {
    return Integer.toString(seconds).equals(event.getDetails().get(SECONDS));
  }

  /** Begins with every run that is on its way; one that nobody has begun to train is not. */
  void begin() {
    stores.runs(List.of(Topics.CONTROL)).stream()
        .filter(this::trains)
        .filter(this::begun)
        .forEach(run -> await(run, untold(run)));
  }

  /** A command to this run has come, which may be the one that makes it. */
  void commanded(String run) {
    allowed.remove(run);
  }

  /** A step of this run has come. */
  void stepped(String run) {
    await(run, allowed(run));
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
      case STARTED, RESUMED, FORKED, CONTINUED -> await(event.getRun(), untold(event.getRun()));
      case PAUSED, STOPPED, FINISHED, FAILED -> waiting.remove(event.getRun());
      default -> {}
    }
  }

  /** Whether a step of any run is awaited. */
  boolean awaits() {
    return !waiting.isEmpty();
  }

  /** The runs whose time is up, each told of once for each time. */
  List<RunEvent> overdue() {
    List<RunEvent> events = new ArrayList<>();
    long waited = nanoTime.getAsLong();
    for (String run : List.copyOf(waiting.keySet())) {
      Waiting each = waiting.get(run);
      List<Integer> due = each.seconds().stream()
          .filter(seconds -> waited - each.since() > Duration.ofSeconds(seconds).toNanos())
          .toList();
      if (due.isEmpty()) {
        continue;
      }
      await(run, each.since(), each.seconds().subList(due.size(), each.seconds().size()));
      if (trains(run)) {
        watches.put(RunWatch.newBuilder(watches.of(run)).setStalled(true).build());
        due.forEach(seconds -> events.add(event(run, seconds)));
      }
    }
    return events;
  }

  private boolean begun(String run) {
    return stores
        .events()
        .of(run)
        .first(event -> BEGINNINGS.contains(event.getKind()))
        .isPresent();
  }

  /** By the log: its steps and events lie on two topics, of which the older may come last. */
  private boolean trains(String run) {
    return !allowed(run).isEmpty() && RunStates.of(stores, run) == RunState.RUNNING;
  }

  private void await(String run, List<Integer> seconds) {
    await(run, nanoTime.getAsLong(), seconds);
  }

  private void await(String run, long since, List<Integer> seconds) {
    if (seconds.isEmpty()) {
      waiting.remove(run);
    } else {
      waiting.put(run, new Waiting(since, seconds));
    }
  }

  private List<Integer> allowed(String run) {
    return allowed.computeIfAbsent(
        run,
        name -> stores.origin(name).stream()
            .flatMap(origin -> origin.spec().alerts().stream())
            .filter(alert -> alert.on().equals(AlertTrigger.STALL))
            .map(alert -> alert.limits().seconds())
            .distinct()
            .sorted()
            .toList());
  }

  /** Those of which the stall at hand, if there is one, was not told yet. */
  private List<Integer> untold(String run) {
    if (allowed(run).isEmpty() || !watches.of(run).getStalled()) {
      return allowed(run);
    }
    return stores
        .events()
        .newestFirst(run)
        .first(
            event -> AlertTrigger.STALL.label().equals(event.getDetails().get(EventDetails.CAUSE)))
        .map(told -> allowed(run).stream()
            .dropWhile(seconds -> !isAbout(told, seconds))
            .skip(1)
            .toList())
        .orElseGet(List::of);
  }

  private RunEvent event(String run, int seconds) {
    Optional<StepReport> newest = stores.steps().newestFirst(run).first();
    long step = newest.map(StepReport::getStep).orElse(0L);
    return new RunEvent(
        run,
        EventKind.ALARM,
        step,
        null,
        newest.map(StepReport::getDistributionVersion).orElse(0),
        "no step for %d s after step %d".formatted(seconds, step),
        Map.of(EventDetails.CAUSE, AlertTrigger.STALL.label(), SECONDS, Integer.toString(seconds)),
        clock.instant());
  }
}
