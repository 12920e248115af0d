package doublegrok.viewer.stream;

import doublegrok.log.EventDetails;
import doublegrok.log.Topics;
import doublegrok.record.ReferenceLevels;
import doublegrok.record.RunEvent;
import doublegrok.record.SetEvaluation;
import doublegrok.record.StepReport;
import doublegrok.spec.AlertTrigger;
import doublegrok.viewer.stream.early.DivergenceWatch;
import doublegrok.viewer.stream.early.MissingSkillWatch;
import doublegrok.viewer.stream.early.RunAlerts;
import java.time.Clock;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Watcher over changes of the view: tells transitions and alarms, and does what alerts ask about
 * them.
 */
final class RunWatcher {
  private static final Pattern STEP = Pattern.compile("[0-9]{1,12}");

  private final TransitionWatch transitions;
  private final StallWatch stalls;
  private final DivergenceWatch divergences;
  private final MissingSkillWatch missing;
  private final Alerts alerts;

  RunWatcher(ViewStores stores, WatchStore watches, Clock clock, LongSupplier nanoTime) {
    this.transitions = new TransitionWatch(stores, watches, clock);
    this.stalls = new StallWatch(stores, watches, clock, nanoTime);
    RunAlerts.Memory memory = new RunAlerts.Memory(
        run -> stores.origin(run).map(origin -> origin.spec().alerts()).orElseGet(List::of),
        watches::of,
        watches::put);
    RunFamilies families = new RunFamilies(stores);
    this.divergences = new DivergenceWatch(new RunAlerts(AlertTrigger.DIVERGED, memory), clock);
    this.missing = new MissingSkillWatch(
        new RunAlerts(AlertTrigger.MISSING, memory), run -> families.of(run).sets(), clock);
    this.alerts = new Alerts(stores, watches, clock);
    stalls.begin();
  }

  /**
   * What follows from a change that is stored already.
   *
   * @param offset of the record that made it
   */
  List<? extends Message<?>> after(Change change, long offset) {
    String run = change.run();
    if (change.record() instanceof StepReport step) {
      stalls.stepped(run);
      return messages(divergences.stepped(step));
    } else if (change.topic().equals(Topics.CONTROL)) {
      stalls.commanded(run);
      divergences.commanded(run);
      missing.commanded(run);
      // A run's start says what its sets are, of which evaluations may have come before.
      return heard(run, transitions.advance(run));
    } else if (change.record() instanceof RunEvent event) {
      stalls.happened(event);
      return Stream.concat(
              heard(run, notEvaluated(event)).stream(), alerts.about(event, offset).stream())
          .toList();
    } else if (change.record() instanceof SetEvaluation evaluation) {
      return heard(run, transitions.evaluated(evaluation));
    } else if (change.record() instanceof ReferenceLevels) {
      return heard(run, transitions.advance(run));
    }
    return List.of();
  }

  /** What a run's transitions are, and then what has not come with them. */
  private List<? extends Message<?>> heard(String run, List<RunEvent> transitionsNow) {
    return messages(
        Stream.concat(transitionsNow.stream(), missing.look(run).stream()).toList());
  }

  private List<RunEvent> notEvaluated(RunEvent event) {
    String step = event.getDetails().getOrDefault(EventDetails.NOT_EVALUATED, "");
    return STEP.matcher(step).matches()
        ? transitions.notEvaluated(event.getRun(), Long.parseLong(step))
        : List.of();
  }

  /** What follows from the passing of time. */
  List<? extends Message<?>> overdue() {
    return messages(stalls.overdue());
  }

  /** Whether time alone can make one overdue. */
  boolean awaits() {
    return stalls.awaits();
  }

  private static List<? extends Message<?>> messages(List<RunEvent> events) {
    return events.stream().map(Message::of).toList();
  }
}
