package doublegrok.viewer.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import doublegrok.log.EventDetails;
import doublegrok.record.ControlCommand;
import doublegrok.record.EventKind;
import doublegrok.record.PauseRun;
import doublegrok.record.RunEvent;
import doublegrok.record.StopRun;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Tests of what the alerts of a run's spec do about its events. */
final class AlertsTest extends WithView {
  private static final String FORK =
      "{on: transition, action: fork, set: {distribution.tasks: 6, optimizer.learning_rate: 1e-4}}";

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

    view.event(ToldEvents.failure("a", 250));

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

    view.event(ToldEvents.failure("a", 7));

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

    view.event(ToldEvents.transition("a", 30, "OOD-loss")); // the first event on the topic

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

    view.event(ToldEvents.transition("a", 30, "OOD-loss"));

    assertThat(view.commands()).hasSize(1);
    assertThat(view.events()).hasSize(2);
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

    view.event(ToldEvents.transition("a", 10, transition));

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
      view.event(ToldEvents.transition(run, 10, "ID-loss"));
      view.event(ToldEvents.failure(run, 10));
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

    view.event(ToldEvents.transition("a", 10, "ID-loss"));
    view.event(ToldEvents.failure("a", 10));

    assertThat(view.events()).hasSize(4);
    assertThat(view.commands()).hasSize(2);
    assertThat(view.rejected()).isEmpty();
  }
}
