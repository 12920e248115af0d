package doublegrok.viewer.stream;

import doublegrok.control.CommandLog;
import doublegrok.control.Counterfactual;
import doublegrok.control.ForkPlan;
import doublegrok.control.RunOrigin;
import doublegrok.log.EventDetails;
import doublegrok.log.RecordKeys;
import doublegrok.record.CheckpointManifest;
import doublegrok.record.ControlCommand;
import doublegrok.record.EventKind;
import doublegrok.record.ForkRun;
import doublegrok.record.PauseRun;
import doublegrok.record.RunEvent;
import doublegrok.record.RunWatch;
import doublegrok.record.StopRun;
import doublegrok.spec.AlertAction;
import doublegrok.spec.AlertSpec;
import doublegrok.spec.AlertTrigger;
import doublegrok.spec.RunSpec;
import doublegrok.spec.RunSpecs;
import doublegrok.viewer.stream.early.DivergenceWatch;
import doublegrok.viewer.stream.early.MissingSkillWatch;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Does what a run's spec wants done when an event of the run is on the log. */
final class Alerts {
  private final ViewStores stores;
  private final WatchStore watches;
  private final Clock clock;

  Alerts(ViewStores stores, WatchStore watches, Clock clock) {
    this.stores = stores;
    this.watches = watches;
    this.clock = clock;
  }

  /**
   * What the alerts do about an event that is stored already.
   *
   * @param offset of the event on the log, which names its commands
   */
  List<Message<?>> about(RunEvent event, long offset) {
    if (!mayConcern(event)) {
      return List.of();
    }
    Optional<RunSpec> spec = stores.origin(event.getRun()).map(RunOrigin::spec);
    List<AlertSpec> due = spec.map(RunSpec::alerts).orElseGet(List::of).stream()
        .distinct()
        .filter(alert -> concerns(alert, event))
        .toList();
    List<Message<?>> messages = new ArrayList<>();
    for (AlertSpec alert : due) {
      messages.addAll(
          switch (alert.action()) {
            case STOP, PAUSE -> commanded(alert, commander(due), event, offset);
            case CHECKPOINT -> List.of(kept(alert, event));
            case FORK -> forked(alert, name(alert, due), event, offset);
            case EXPLAIN -> explained(alert, event, offset);
          });
    }
    return messages;
  }

  private static boolean mayConcern(RunEvent event) {
    return event.getKind() == EventKind.TRANSITION
        || event.getDetails().containsKey(EventDetails.CAUSE);
  }

  private static boolean concerns(AlertSpec alert, RunEvent event) {
    AlertTrigger trigger = alert.on();
    Map<String, String> details = event.getDetails();
    if (event.getKind() == EventKind.TRANSITION) {
      String transition = details.getOrDefault(EventDetails.TRANSITION, "");
      return trigger.isAbout(transition);
    }
    return trigger.label().equals(details.get(EventDetails.CAUSE))
        && isWithin(alert.limits(), trigger, event);
  }

  /** Of several alerts on one kind of occasion, each has limits of its own. */
  private static boolean isWithin(AlertSpec.Limits limits, AlertTrigger trigger, RunEvent event) {
    if (trigger.equals(AlertTrigger.STALL)) {
      return StallWatch.isAbout(event, limits.seconds());
    } else if (trigger.equals(AlertTrigger.DIVERGED)) {
      return DivergenceWatch.isAbout(event, limits.lossAbove());
    }
    return !trigger.equals(AlertTrigger.MISSING) || MissingSkillWatch.isAbout(event, limits);
  }

  /** The one alert of several that commands the run: to end it is more than to pause it. */
  private static AlertSpec commander(List<AlertSpec> due) {
    return Stream.of(AlertAction.STOP, AlertAction.PAUSE)
        .flatMap(action -> due.stream().filter(each -> each.action() == action))
        .findFirst()
        .orElseThrow();
  }

  /** What the fork is named after; of several on one occasion, all but the first have numbers. */
  private static String name(AlertSpec alert, List<AlertSpec> due) {
    int place = due.stream()
        .filter(each -> each.action() == AlertAction.FORK && each.on().equals(alert.on()))
        .toList()
        .indexOf(alert);
    return alert.on().label() + (place == 0 ? "" : "-" + (place + 1));
  }

  private List<Message<?>> commanded(
      AlertSpec alert, AlertSpec commander, RunEvent event, long offset) {
    String run = event.getRun();
    boolean stops = commander.action() == AlertAction.STOP;
    String sentence =
        stops ? "the run is asked to stop: " + event.getMessage() : "the run is asked to pause";
    Map<String, String> reason = stops ? Map.of(EventDetails.REASON, event.getMessage()) : Map.of();
    Message<RunEvent> told = told(alert, event, event.getStep(), sentence, reason);
    if (!alert.equals(commander)) {
      return List.of(told);
    }
    int version = CommandLog.nextVersion(stores.commands().of(run).list());
    Object body = stops ? new StopRun() : new PauseRun();
    return List.of(Message.of(command(run, version, alert, offset, body)), told);
  }

  private Message<?> kept(AlertSpec alert, RunEvent event) {
    Optional<CheckpointManifest> checkpoint = checkpoint(event);
    if (checkpoint.isEmpty()) {
      return told(alert, event, event.getStep(), "there is no checkpoint to keep yet", Map.of());
    }
    long step = checkpoint.get().getStep();
    return told(
        alert,
        event,
        step,
        "the checkpoint at step %d is kept for ever".formatted(step),
        Map.of(EventDetails.KEEP, EventDetails.FOREVER));
  }

  private List<Message<?>> forked(AlertSpec alert, String name, RunEvent event, long offset) {
    String child = event.getRun() + "-" + name;
    Forking once =
        new Forking(name, this::checkpoint, "there is no checkpoint to fork yet", child, "forked");
    return made(once, alert, event, (then, step) -> {
      RunSpec spec = ForkPlan.child(then.withAlerts(withoutForks(then)), step, alert.overrides());
      String sentence = "run '%s' is forked from step %d; 'doublegrok trainer --run %s' trains it"
          .formatted(child, step, child);
      return new Made(List.of(fork(event, step, child, spec, alert, offset)), sentence);
    });
  }

  /** What 'explain' trains and compares. */
  private List<Message<?>> explained(AlertSpec alert, RunEvent event, long offset) {
    String run = event.getRun();
    Forking once = new Forking(
        "%s-%s".formatted(alert.action().label(), alert.on().label()),
        this::before,
        "there is no checkpoint before it to fork",
        run,
        "explained");
    return made(once, alert, event, (then, step) -> {
      List<List<String>> changes = alert.overrides().stream().map(List::of).toList();
      List<Counterfactual> forks =
          Counterfactual.of(run, then, step, changes, Counterfactual.prefix(run, step));
      List<Message<?>> missing = new ArrayList<>();
      for (Counterfactual each : forks) {
        Message<?> fork = fork(event, step, each.name(), each.spec(), alert, offset);
        if (stores.commands().of(each.name()).list().isEmpty()) {
          missing.add(fork);
        }
      }
      return new Made(missing, invitation(event, step, forks.size(), alert));
    });
  }

  /**
   * Forks of a run that are made once.
   *
   * @param name by which that is remembered
   * @param from finds the checkpoint that they begin with
   * @param missing the sentence if there is none
   * @param run what cannot be, if they cannot
   * @param done what it cannot be then
   */
  private record Forking(
      String name,
      Function<RunEvent, Optional<CheckpointManifest>> from,
      String missing,
      String run,
      String done) {}

  /** Commands, and the sentence that tells of them. */
  private record Made(List<Message<?>> commands, String sentence) {}

  private interface Making {
    Made of(RunSpec then, long step);
  }

  private List<Message<?>> made(Forking once, AlertSpec alert, RunEvent event, Making making) {
    RunWatch watch = watches.of(event.getRun());
    if (watch.getForked().contains(once.name())) {
      return List.of();
    }
    Optional<CheckpointManifest> found = once.from().apply(event);
    if (found.isEmpty()) {
      return List.of(told(alert, event, event.getStep(), once.missing(), Map.of()));
    }
    watch.getForked().add(once.name());
    watches.put(watch);
    CheckpointManifest from = found.get();
    List<Message<?>> messages = new ArrayList<>();
    String sentence;
    try {
      RunSpec then = stores.specs().parse(from.getSpec(), "run " + event.getRun(), List.of());
      Made made = making.of(then, from.getStep());
      messages.addAll(made.commands());
      sentence = made.sentence();
    } catch (IllegalArgumentException refused) {
      sentence =
          "run '%s' cannot be %s: %s".formatted(once.run(), once.done(), refused.getMessage());
    }
    messages.add(told(alert, event, from.getStep(), sentence, Map.of()));
    return messages;
  }

  private Message<?> fork(
      RunEvent event, long step, String child, RunSpec spec, AlertSpec alert, long offset) {
    ForkRun body = new ForkRun(event.getRun(), step, RunSpecs.canonical(spec));
    return Message.of(command(RecordKeys.checkedRunName(child), 0, alert, offset, body));
  }

  private Optional<CheckpointManifest> before(RunEvent event) {
    return stores
        .checkpoints()
        .newestFirst(event.getRun())
        .first(each -> !each.getRetired() && isBefore(each, event));
  }

  /** A transition shows at its checkpoint, so that it came before. */
  private static boolean isBefore(CheckpointManifest checkpoint, RunEvent event) {
    boolean transition = event.getKind() == EventKind.TRANSITION;
    return checkpoint.getStep() <= event.getStep() - (transition ? 1 : 0);
  }

  private static String invitation(RunEvent event, long step, int forks, AlertSpec alert) {
    String at = event.getDetails().getOrDefault(EventDetails.TRANSITION, "" + event.getStep());
    String with =
        alert.overrides().stream().map(" --with %s"::formatted).collect(Collectors.joining());
    return ("%d forks are made from step %d;"
            + " 'doublegrok explain %s --at %s%s' trains and compares them")
        .formatted(forks, step, event.getRun(), at.toLowerCase(Locale.ROOT), with);
  }

  /** A fork that forks itself at the same occasion would never end. */
  private static List<AlertSpec> withoutForks(RunSpec spec) {
    return spec.alerts().stream().filter(alert -> !alert.action().forks()).toList();
  }

  /** The one at the event's step, or the newest that is kept. */
  private Optional<CheckpointManifest> checkpoint(RunEvent event) {
    return stores
        .checkpoints()
        .at(RecordKeys.step(event.getRun(), event.getStep()))
        .filter(each -> !each.getRetired())
        .or(() ->
            stores.checkpoints().newestFirst(event.getRun()).first(each -> !each.getRetired()));
  }

  private ControlCommand command(
      String run, int version, AlertSpec alert, long offset, Object body) {
    String id = "alert-%s-%d".formatted(alert.on().label(), offset);
    return new ControlCommand(run, version, id, clock.instant(), body);
  }

  private Message<RunEvent> told(
      AlertSpec alert, RunEvent event, long step, String sentence, Map<String, String> more) {
    Map<String, String> details = new TreeMap<>(more);
    details.put(EventDetails.ALERT, alert.on().label());
    details.put("action", alert.action().label());
    return Message.of(new RunEvent(
        event.getRun(),
        EventKind.ALARM,
        step,
        null,
        event.getDistributionVersion(),
        "alert on %s: %s".formatted(alert.on().label(), sentence),
        details,
        clock.instant()));
  }
}
