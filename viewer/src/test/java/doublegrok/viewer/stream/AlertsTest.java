package doublegrok.viewer.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import doublegrok.control.Counterfactual;
import doublegrok.control.ForkPlan;
import doublegrok.log.EventDetails;
import doublegrok.record.ControlCommand;
import doublegrok.record.EventKind;
import doublegrok.record.ForkRun;
import doublegrok.record.PauseRun;
import doublegrok.record.RunEvent;
import doublegrok.record.StopRun;
import doublegrok.spec.AlertSpec;
import doublegrok.spec.RunSpec;
import doublegrok.spec.RunSpecs;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Tests of what the alerts of a run's spec do about its events. */
final class AlertsTest {
  private static final String FORK =
      "{on: transition, action: fork, set: {distribution.tasks: 6, optimizer.learning_rate: 1e-4}}";

  @TempDir
  private Path directory;

  private ViewDriver view;

  @BeforeEach
  void open() {
    view = new ViewDriver(directory);
  }

  @AfterEach
  void close() {
    view.close();
  }

  @Test
  void aTransitionThatTheViewFindsKeepsItsCheckpoint() {
    view.startWith("a", "{on: id-memorisation, action: checkpoint}");
    view.levels("a", 0, 0.1, "id-train", "ood");
    for (long step : List.of(100L, 200L)) {
      view.checkpoint("a", step);
    }
    view.evaluation("a", 100, "ood", 90);
    view.evaluation("a", 100, "id-train", 90);

    List<RunEvent> events = view.events();
    assertThat(events)
        .extracting(RunEvent::getKind)
        .containsExactly(EventKind.TRANSITION, EventKind.TRANSITION, EventKind.ALARM);
    assertThat(events.get(2).getStep()).isEqualTo(100);
    assertThat(events.get(2).getMessage())
        .isEqualTo("alert on id-memorisation: the checkpoint at step 100 is kept for ever");
    assertThat(events.get(2).getDetails())
        .containsOnly(
            entry(EventDetails.KEEP, EventDetails.FOREVER),
            entry(EventDetails.ALERT, "id-memorisation"),
            entry("action", "checkpoint"));
    assertThat(view.commands()).isEmpty();
    assertThat(view.rejected()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"false, 300", "true, 200"})
  void whereTheEventHasNoCheckpointTheNewestLiveOneIsKept(boolean newestRetired, long kept) {
    view.startWith("a", "{on: nan, action: checkpoint}");
    view.checkpoint("a", 200);
    view.checkpoint("a", 300);
    view.checkpoint("a", 300, newestRetired);
    view.checkpoint("a", 250, true);

    failure("a", 250);

    assertThat(view.events())
        .singleElement()
        .satisfies(event -> assertThat(event.getStep()).isEqualTo(kept))
        .satisfies(event ->
            assertThat(event.getDetails()).containsEntry(EventDetails.KEEP, EventDetails.FOREVER));
  }

  @Test
  void withoutACheckpointNothingIsKeptOrForkedAndASentenceSaysSo() {
    view.startWith("a", "{on: nan, action: checkpoint}, {on: nan, action: fork}");
    view.checkpoint("a", 0, true);

    failure("a", 7);

    assertThat(view.events())
        .hasSize(2)
        .allSatisfy(event -> assertThat(event.getMessage()).contains("there is no checkpoint to"))
        .allSatisfy(event -> assertThat(event.getStep()).isEqualTo(7))
        .allSatisfy(event -> assertThat(event.getDetails()).doesNotContainKey(EventDetails.KEEP));
    assertThat(view.commands()).isEmpty();
  }

  @Test
  void aPauseIsTheNextCommandOfItsRun() {
    view.startWith("a", "{on: ood-loss, action: pause}");
    view.command(new ControlCommand("a", 4, "x", Instant.EPOCH, new PauseRun()));
    view.command(new ControlCommand("b", 9, "x", Instant.EPOCH, new StopRun()));

    transition("a", 30, "OOD-loss"); // the first event on the topic

    ControlCommand pause =
        new ControlCommand("a", 5, "alert-ood-loss-0", Instant.EPOCH, new PauseRun());
    assertThat(view.commands()).containsExactly(entry("a/000005/alert-ood-loss-0", pause));
    assertThat(view.events())
        .singleElement()
        .satisfies(event -> assertThat(event.getMessage())
            .isEqualTo("alert on ood-loss: the run is asked to pause"))
        .satisfies(event -> assertThat(event.getStep()).isEqualTo(30));
  }

  @Test
  void severalAlertsPauseARunOnce() {
    String pause = "{on: transition, action: pause}";
    view.startWith("a", pause + ", " + pause + ", {on: ood-loss, action: pause}");

    transition("a", 30, "OOD-loss");

    assertThat(view.commands()).hasSize(1);
    assertThat(view.events()).hasSize(2);
  }

  @Test
  void aForkIsWhatForkPlanMakesWithoutForksOfItsOwn() {
    view.startWith("a", "{on: nan, action: pause}, " + FORK);
    RunSpec then = ViewDriver.alerting("{on: nan, action: pause}, " + FORK);
    view.checkpoint("a", 100, false, RunSpecs.canonical(then));

    transition("a", 100, "OOD-generalisation");

    AlertSpec pause = then.alerts().get(0);
    RunSpec child = ForkPlan.child(
        then.withAlerts(List.of(pause)), 100, then.alerts().get(1).overrides());
    assertThat(child.alerts()).containsExactly(pause);
    assertThat(child.swapAt(100)).isPresent();
    ForkRun fork = new ForkRun("a", 100L, RunSpecs.canonical(child));
    assertThat(view.commands())
        .containsExactly(entry(
            "a-transition/000000/alert-transition-0",
            new ControlCommand("a-transition", 0, "alert-transition-0", Instant.EPOCH, fork)));
    assertThat(view.events())
        .singleElement()
        .satisfies(event -> assertThat(event.getRun()).isEqualTo("a"))
        .satisfies(event -> assertThat(event.getMessage())
            .contains("'a-transition'", "step 100", "doublegrok trainer --run a-transition"))
        .satisfies(event -> assertThat(event.getDetails()).doesNotContainKey(EventDetails.KEEP));
    assertThat(view.reader().summary("a-transition")).isPresent();
  }

  @Test
  void anAlertForksOnceAndAnotherOnTheSameOccasionHasAnotherName() {
    view.startWith("a", FORK + ", {on: transition, action: fork}, {on: ood-loss, action: fork}");
    view.checkpoint("a", 100);

    transition("a", 100, "OOD-generalisation");
    transition("a", 100, "OOD-generalisation");
    transition("a", 200, "ID-loss");
    assertThat(view.commands().values())
        .extracting(ControlCommand::getRun)
        .containsExactly("a-transition", "a-transition-2");

    transition("a", 200, "OOD-loss");
    assertThat(view.commands().values())
        .extracting(ControlCommand::getRun)
        .containsExactly("a-ood-loss");
    assertThat(view.events()).hasSize(3);
    assertThat(view.watch("a").getForked())
        .containsExactly("transition", "transition-2", "ood-loss");
  }

  /** From the checkpoint before the one at which the transition shows, with names of its own. */
  @Test
  void anExplanationIsATwinAndAForkForEachChangeOnceForEachOccasion() {
    String explain = "{on: ood-loss, action: explain, set: {optimizer.weight_decay: 0.25}}";
    RunSpec then = ViewDriver.alerting(explain);
    view.startWith("a", explain);
    view.checkpoint("a", 50, false, RunSpecs.canonical(then));
    view.checkpoint("a", 100, false, RunSpecs.canonical(then));

    transition("a", 100, "OOD-loss");
    transition("a", 100, "OOD-loss");

    List<Counterfactual> wanted = Counterfactual.of(
        "a", then, 50, List.of(List.of("optimizer.weight_decay=0.25")), "a-explain-50");
    assertThat(wanted).hasSize(2);
    assertThat(view.commands().values())
        .containsExactlyElementsOf(wanted.stream()
            .map(fork -> new ControlCommand(
                fork.name(),
                0,
                "alert-ood-loss-0",
                Instant.EPOCH,
                new ForkRun("a", 50L, RunSpecs.canonical(fork.spec()))))
            .toList());
    assertThat(view.events())
        .singleElement()
        .satisfies(event -> assertThat(event.getMessage())
            .isEqualTo(
                "alert on ood-loss: 2 forks are made from step 50; 'doublegrok explain a --at"
                    + " ood-loss --with optimizer.weight_decay=0.25' trains and compares them"));
  }

  @Test
  void withoutAChangeTheUsualOnesAreExplained() {
    view.startWith("a", "{on: nan, action: explain}");
    view.checkpoint("a", 50);

    failure("a", 50);

    assertThat(view.commands().values())
        .extracting(ControlCommand::getRun)
        .startsWith("a-explain-50-twin", "a-explain-50-1");
    assertThat(view.events())
        .singleElement()
        .satisfies(event -> assertThat(event.getMessage()).contains("explain a --at 50' trains"));
  }

  @Test
  void whatCannotBeExplainedIsToldWithTheReason() {
    view.startWith("a", "{on: transition, action: explain}");
    view.checkpoint("a", 100);
    view.startWith("b", "{on: nan, action: explain, set: {optimizer.weight_decay: 0.3}}");
    view.checkpoint("b", 100);

    transition("a", 100, "OOD-loss");
    failure("b", 100);

    assertThat(view.commands()).isEmpty();
    assertThat(view.events())
        .extracting(RunEvent::getMessage)
        .satisfiesExactly(
            sentence -> assertThat(sentence).contains("there is no checkpoint before it to fork"),
            sentence -> assertThat(sentence)
                .contains("run 'b' cannot be explained: optimizer.weight_decay=0.3 changes"));
  }

  @Test
  void aForkThatCannotBeIsToldWithTheReason() {
    String longName = "a".repeat(60);
    view.startWith("a", "{on: transition, action: fork, set: {training.steps: 50}}");
    view.startWith(longName, "{on: nan, action: fork}");
    view.startWith("b", "{on: nan, action: fork}");
    view.checkpoint("a", 100);
    view.checkpoint(longName, 100);
    view.checkpoint("b", 100, false, "seed: [1");

    transition("a", 100, "ID-loss");
    failure(longName, 100);
    failure("b", 100);

    assertThat(view.commands()).isEmpty();
    assertThat(view.events())
        .allSatisfy(event -> assertThat(event.getKind()).isEqualTo(EventKind.ALARM))
        .extracting(RunEvent::getMessage)
        .satisfiesExactly(
            sentence -> assertThat(sentence)
                .contains("run 'a-transition' cannot be forked: training.steps must be beyond"),
            sentence -> assertThat(sentence).contains("name must be 1 to 63", longName + "-nan"),
            sentence -> assertThat(sentence).contains("run 'b-nan' cannot be forked: "));
  }

  @ParameterizedTest
  @CsvSource({
    "transition, ID-loss, true",
    "transition, formerly-ID-recovery, true",
    "id-loss, ID-loss, true",
    "formerly-id-loss, formerly-ID-loss, true",
    "ood-memorisation, OOD-memorisation, true",
    "id-loss, OOD-loss, false",
    "id-generalisation, ID-memorisation, false"
  })
  void anAlertHearsItsOwnTransitions(String on, String transition, boolean acts) {
    view.startWith("a", "{on: " + on + ", action: pause}");

    transition("a", 10, transition);

    assertThat(view.commands()).hasSize(acts ? 1 : 0);
  }

  @ParameterizedTest
  @EnumSource(EventKind.class)
  void otherEventsDoNothing(EventKind kind) {
    view.startWith("a", "{on: stall, action: pause}, {on: nan, action: pause}");

    view.event("a", kind, 10);

    assertThat(view.commands()).isEmpty();
    assertThat(view.events()).isEmpty();
  }

  @Test
  void runsWithoutAlertsAndRunsThatWereNeverStartedDoNothing() {
    view.start("a");
    view.startWith("b", "{on: transition, action: pause}, {on: nan, action: pause}");
    view.command(new ControlCommand("c", 0, "id", Instant.EPOCH, new StopRun()));

    for (String run : List.of("a", "c", "never")) {
      transition(run, 10, "ID-loss");
      failure(run, 10);
    }

    assertThat(view.commands()).isEmpty();
    assertThat(view.events()).isEmpty();
  }

  /** What an alert writes is read by the alerts again. */
  @Test
  void alertsDoNotTriggerThemselves() {
    view.startWith(
        "a",
        "{on: transition, action: pause}, {on: transition, action: checkpoint}, "
            + "{on: nan, action: checkpoint}, {on: stall, action: checkpoint}, " + FORK);
    view.checkpoint("a", 10);

    transition("a", 10, "ID-loss");
    failure("a", 10);

    assertThat(view.events()).hasSize(4);
    assertThat(view.commands()).hasSize(2);
    assertThat(view.rejected()).isEmpty();
  }

  private void transition(String run, long step, String label) {
    event(run, EventKind.TRANSITION, step, Map.of(EventDetails.TRANSITION, label));
  }

  private void failure(String run, long step) {
    event(run, EventKind.FAILED, step, Map.of(EventDetails.CAUSE, "nan"));
  }

  private void event(String run, EventKind kind, long step, Map<String, String> details) {
    view.event(new RunEvent(run, kind, step, null, 0, "told", details, Instant.EPOCH));
  }
}
