package doublegrok.viewer.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import doublegrok.log.EventDetails;
import doublegrok.record.ControlCommand;
import doublegrok.record.EventKind;
import doublegrok.record.ForkRun;
import doublegrok.record.PauseRun;
import doublegrok.record.RunEvent;
import doublegrok.spec.RunSpecs;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Runs of which no step comes, by a clock that the test moves. */
final class StallWatchTest extends WithView {
  private static final String PAUSE = "{on: stall, action: pause, seconds: 30}";

  @Test
  void aStallIsToldOnceAndItsAlertActs() {
    view.startWith("a", PAUSE);
    view.step("a", 7, 2.5);
    pass(30);
    assertThat(view.events()).isEmpty();

    pass(1);
    List<RunEvent> events = view.events();
    assertThat(events)
        .extracting(RunEvent::getMessage)
        .containsExactly(
            "no step for 30 s after step 7", "alert on stall: the run is asked to pause");
    assertThat(events)
        .allSatisfy(event -> assertThat(event.getKind()).isEqualTo(EventKind.ALARM))
        .allSatisfy(event -> assertThat(event.getStep()).isEqualTo(7));
    assertThat(events.get(0).getDetails())
        .containsOnly(entry(EventDetails.CAUSE, "stall"), entry("seconds", "30"));
    assertThat(view.commands().values())
        .singleElement()
        .satisfies(command -> assertThat(command.getBody()).isEqualTo(new PauseRun()));

    pass(1_000_000);
    assertThat(view.events()).isEmpty();
    assertThat(view.watch("a").getStalled()).isTrue();
  }

  @Test
  void everyStepBeginsTheWaitAnewAndAnotherStallIsToldToo() {
    view.startWith("a", PAUSE);
    for (int step = 1; step <= 5; step++) {
      view.step("a", step, 2.5);
      pass(29);
    }
    assertThat(view.events()).isEmpty();

    pass(2);
    assertThat(stalls()).containsExactly("no step for 30 s after step 5");
    view.step("a", 6, 2.5);
    assertThat(view.watch("a").getStalled()).isFalse();
    pass(31);
    assertThat(stalls()).containsExactly("no step for 30 s after step 6");
  }

  @Test
  void everyAlertActsAtItsOwnSeconds() {
    view.startWith(
        "a",
        "{on: stall, action: checkpoint, seconds: 40}, {on: stall, action: fork, seconds: 40}, "
            + PAUSE);
    view.checkpoint("a", 5);
    view.step("a", 5, 2.5);

    pass(31);
    assertThat(view.events()).hasSize(2);
    assertThat(view.commands().values()).extracting(ControlCommand::getRun).containsExactly("a");
    pass(10);
    assertThat(view.events())
        .extracting(RunEvent::getMessage)
        .satisfiesExactly(
            told -> assertThat(told).isEqualTo("no step for 40 s after step 5"),
            told -> assertThat(told).contains("checkpoint at step 5 is kept for ever"),
            told -> assertThat(told).contains("run 'a-stall' is forked from step 5"));
    assertThat(view.commands().values())
        .extracting(ControlCommand::getRun)
        .containsExactly("a-stall");
  }

  @Test
  void aLeapOfTheClockTellsAllThatIsDue() {
    view.startWith("a", "{on: stall, action: checkpoint, seconds: 40}, " + PAUSE);
    view.step("a", 5, 2.5);

    pass(100);

    assertThat(view.events()).extracting(RunEvent::getMessage).hasSize(4);
    assertThat(view.commands()).hasSize(1);
  }

  @ParameterizedTest
  @EnumSource(names = {"PAUSED", "STOPPED", "FINISHED", "FAILED"})
  void aRunThatNeedNotTrainIsNotStalled(EventKind kind) {
    view.startWith("a", PAUSE);
    view.step("a", 5, 2.5);
    view.event("a", kind, 5);
    pass(100);
    assertThat(view.events()).isEmpty();

    view.step("a", 6, 2.5); // the topics have no order between them: it may come last
    pass(100);

    assertThat(view.events()).isEmpty();
  }

  @Test
  void whoContinuesIsAwaitedAgainFromThenOn() {
    view.startWith("a", PAUSE);
    view.step("a", 5, 2.5);
    pass(20);
    view.event("a", EventKind.PAUSED, 5);
    pass(100);
    view.event("a", EventKind.CONTINUED, 5);
    pass(30);
    assertThat(view.events()).isEmpty();

    pass(1);
    assertThat(stalls()).containsExactly("no step for 30 s after step 5");
    view.event("a", EventKind.RESUMED, 5); // the same stall, though another trainer tries
    pass(100);
    assertThat(view.events()).isEmpty();
  }

  @Test
  void afterAPauseTheLongerWaitIsToldStill() {
    view.startWith("a", "{on: stall, action: checkpoint, seconds: 40}, " + PAUSE);
    view.step("a", 5, 2.5);
    pass(31);
    assertThat(stalls()).containsExactly("no step for 30 s after step 5");
    view.event("a", EventKind.PAUSED, 5);
    view.event("a", EventKind.CONTINUED, 5);

    pass(41);

    assertThat(stalls()).containsExactly("no step for 40 s after step 5");
  }

  @Test
  void aRunIsAwaitedFromItsFirstEventOn() {
    view.startWith("a", PAUSE);
    pass(100); // nobody has begun to train it
    assertThat(view.events()).isEmpty();
    view.event("a", EventKind.STARTED, 0);

    pass(31);

    assertThat(stalls()).containsExactly("no step for 30 s after step 0");
  }

  @Test
  void aForkIsWatchedByTheAlertsOfItsOwnSpec() {
    String spec = RunSpecs.canonical(ViewDriver.alerting(PAUSE));
    view.start("a");
    view.step("b", 41, 2.5); // before the command that makes it is seen
    view.command(new ControlCommand("b", 0, "id", Instant.EPOCH, new ForkRun("a", 40L, spec)));
    view.step("a", 41, 2.5);
    view.step("b", 42, 2.5);

    pass(31);

    assertThat(stalls()).containsExactly("no step for 30 s after step 42");
    assertThat(view.commands()).hasSize(1);
  }

  @Test
  void anOldLogOfAFinishedRunTellsNothing() {
    view.startWith("a", PAUSE);
    view.event("a", EventKind.STARTED, 0);
    for (int step = 1; step <= 10; step++) {
      view.step("a", step, 2.5);
    }
    view.event("a", EventKind.FINISHED, 10);
    view.start("b");
    view.step("b", 1, 2.5);

    pass(1_000_000);

    assertThat(view.events()).isEmpty();
    assertThat(view.commands()).isEmpty();
  }

  private void pass(long seconds) {
    view.nanos.addAndGet(Duration.ofSeconds(seconds).toNanos());
    view.advance(Duration.ofSeconds(1));
  }

  private List<String> stalls() {
    return view.events().stream()
        .filter(event -> event.getDetails().containsKey(EventDetails.CAUSE))
        .map(RunEvent::getMessage)
        .toList();
  }
}
