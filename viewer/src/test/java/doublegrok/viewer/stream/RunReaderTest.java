package doublegrok.viewer.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import doublegrok.log.Topics;
import doublegrok.record.ControlCommand;
import doublegrok.record.EventKind;
import doublegrok.record.ForkRun;
import doublegrok.record.RatioHeads;
import doublegrok.record.RunEvent;
import doublegrok.record.StartRun;
import doublegrok.record.StopRun;
import doublegrok.spec.RunSpecs;
import doublegrok.task.Score;
import doublegrok.viewer.view.EvaluationPoint;
import doublegrok.viewer.view.ExampleRun;
import doublegrok.viewer.view.Explanation;
import doublegrok.viewer.view.LossPoint;
import doublegrok.viewer.view.Mark;
import doublegrok.viewer.view.MarkKind;
import doublegrok.viewer.view.Phase;
import doublegrok.viewer.view.RunHistory;
import doublegrok.viewer.view.RunState;
import doublegrok.viewer.view.RunSummary;
import doublegrok.viewer.view.StepMeasures;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RunReaderTest extends WithView {
  /** Those of which a summary tells, the newest. */
  private static final int SPECTRA = 8;

  private static final String SPEC = RunSpecs.canonical(ViewDriver.SPEC);

  @Test
  void aRunThatHasJustStartedKnowsItsSpecAlone() {
    view.start("a");

    assertThat(view.reader().summary("a"))
        .contains(new RunSummary(
            "a",
            "modular-shift",
            ExampleRun.LABELS,
            RunState.RUNNING,
            Phase.NOT_LEARNED.label(),
            0,
            300,
            0,
            StepMeasures.unknown(),
            Map.of(),
            Explanation.unknown(),
            OptionalLong.empty(),
            OptionalLong.empty(),
            1_000,
            1_000,
            Optional.empty()));
  }

  @Test
  void theSummaryIsWhatTheNewestRecordsSay() {
    view.start("a");
    view.step("a", 1, 2.5);
    view.step("a", 20, 2.25);
    view.checkpoint("a", 10);
    view.checkpoint("a", 20);
    view.evaluation("a", 10, "id-train", 90);

    assertThat(view.reader().summary("a"))
        .contains(new RunSummary(
            "a",
            "modular-shift",
            ExampleRun.LABELS,
            RunState.RUNNING,
            "ID memorisation",
            20,
            300,
            0,
            new StepMeasures(2.25, 1e-3, 0.5, 500, 0.75),
            Map.of("id-train", Score.ofAnswers(90, 100, 50)),
            Explanation.unknown(),
            OptionalLong.of(20),
            OptionalLong.of(10),
            1_000,
            21_000,
            Optional.empty()));
  }

  @ParameterizedTest
  @CsvSource({
    "STARTED, RUNNING",
    "STARTED PAUSED, PAUSED",
    "STARTED PAUSED RESUMED, RUNNING",
    "STARTED FINISHED, FINISHED",
    "STARTED FINISHED RESUMED, RUNNING",
    "STARTED STOPPED ALARM, STOPPED",
    "STARTED FAILED UNKNOWN, FAILED",
    "PAUSED SWAPPED REFUSED ACCEPTED TRANSITION, PAUSED",
    "STARTED PAUSED CONTINUED, RUNNING",
    "FORKED, RUNNING",
    "SWAPPED, RUNNING"
  })
  void theStateIsThatOfTheNewestEventThatHasOne(String events, RunState expected) {
    view.start("a");
    int step = 1_000;
    for (String event : events.split(" ", -1)) {
      view.event("a", EventKind.valueOf(event), step--); // the log's order counts, not the step
    }

    assertThat(view.reader().summary("a").orElseThrow().state()).isEqualTo(expected);
  }

  @Test
  void accuraciesAreThoseOfTheNewestEvaluatedStepInTheSetsOrder() {
    view.start("a");
    view.evaluation("a", 9, "formerly-id-train", 9);
    for (String set : List.of("ood", "id-train", "id-test")) {
      view.evaluation("a", 100, set, 70);
      view.evaluation("a", 20, set, 10);
    }

    RunSummary summary = view.reader().summary("a").orElseThrow();
    Score seventy = Score.ofAnswers(70, 100, 50);
    assertThat(summary.accuracies())
        .containsExactly(
            entry("id-train", seventy), entry("id-test", seventy), entry("ood", seventy));
    assertThat(summary.evaluatedStep()).hasValue(100);
    assertThat(summary.phase()).isEqualTo("OOD generalisation");
  }

  @Test
  void thePhaseFallsBackWhenTheNewestEvaluationIsWorse() {
    view.start("a");
    view.evaluation("a", 10, "id-train", 90);
    view.evaluation("a", 10, "id-test", 90);
    view.evaluation("a", 20, "id-train", 90);
    view.evaluation("a", 20, "id-test", 50);

    assertThat(view.reader().summary("a").orElseThrow().phase()).isEqualTo("ID memorisation");
  }

  @Test
  void historyAscendsByStepHoweverTheRecordsCame() {
    view.start("a");
    for (long step : List.of(3L, 1L, 20L, 100L, 2L)) {
      view.step("a", step, 1);
      view.checkpoint("a", step);
      view.evaluation("a", step, "ood", 1);
      view.evaluation("a", step, "id-train", 1);
      view.event("a", EventKind.TRANSITION, step);
    }

    RunHistory history = view.reader().history("a").orElseThrow();
    assertThat(history.loss()).extracting(LossPoint::step).containsExactly(1L, 2L, 3L, 20L, 100L);
    assertThat(history.evaluations().keySet()).containsExactly("id-train", "ood");
    assertThat(history.evaluations().values())
        .allSatisfy(points -> assertThat(points)
            .extracting(EvaluationPoint::step)
            .containsExactly(1L, 2L, 3L, 20L, 100L));
    assertThat(history.marks()).hasSize(10).extracting(Mark::step).isSorted();
  }

  @Test
  void aMarkKeepsWhatItsEventTellsAProgram() {
    view.start("a");
    Map<String, String> details = Map.of("transition", "ID-generalisation", "change", "gained");
    RunEvent event = new RunEvent(
        "a", EventKind.TRANSITION, 7L, null, 2, "a sentence", details, ViewDriver.STARTED);
    view.bytes(Topics.EVENTS, "a", Topics.EVENTS.codec().encode(event));

    assertThat(view.reader().history("a").orElseThrow().marks())
        .containsExactly(new Mark(
            7,
            MarkKind.TRANSITION,
            "a sentence",
            OptionalLong.empty(),
            OptionalLong.of(2),
            details));
  }

  @Test
  void theEvaluationsAloneAreThoseOfTheHistory() {
    view.start("a");
    advance(1, 3);

    assertThat(view.reader().evaluations("a"))
        .contains(view.reader().history("a").orElseThrow().evaluations());
    assertThat(view.reader().evaluations("unknown")).isEmpty();
  }

  @Test
  void aRunThatWasNeverStartedIsUnknownAndDisturbsNoOther() {
    view.start("a");
    view.step("orphan", 1, 2.5);
    view.evaluation("orphan", 1, "ood", 1);
    view.command(new ControlCommand("stopped", 0, "id", ViewDriver.STARTED, new StopRun()));
    view.command(
        new ControlCommand("broken", 0, "id", ViewDriver.STARTED, new StartRun("seed: [1")));

    assertThat(view.reader().runs()).extracting(RunSummary::run).containsExactly("a");
    assertThat(view.reader().summary("orphan")).isEmpty();
    assertThat(view.reader().history("broken")).isEmpty();
  }

  @Test
  void runsAreListedOnceNewestFirst() {
    view.start("b", ViewDriver.STARTED.plusMillis(1));
    view.start("c", ViewDriver.STARTED.plusMillis(3));
    view.command(new ControlCommand(
        "a", 0, "id", ViewDriver.STARTED.plusMillis(2), new ForkRun("b", 100L, SPEC)));
    view.command(new ControlCommand("c", 1, "id", ViewDriver.STARTED, new StartRun(SPEC)));

    assertThat(view.reader().runs()).extracting(RunSummary::run).containsExactly("c", "a", "b");
  }

  @Test
  void theSummaryReadsNoMoreOfALongRun() {
    CountingReads counting = view.counting();
    view.start("a");
    view.levels("a", 0, 0.01, "id-train", "ood");
    advance(1, SPECTRA);
    counting.reader().summary("a");
    counting.reader().runs();
    long few = counting.entries();

    advance(SPECTRA + 1, 200);
    counting.reader().summary("a");
    counting.reader().runs();

    assertThat(counting.entries()).isEqualTo(few);
    assertThat(view.events()).hasSizeGreaterThan(190); // transitions
  }

  @Test
  void everyIteratorIsClosed() {
    CountingReads counting = view.counting();
    view.start("a");
    advance(1, 3);

    counting.reader().runs();
    counting.reader().history("a");
    counting.reader().history("unknown");

    assertThat(counting.entries()).isPositive();
    assertThat(counting.open()).isZero();
  }

  private void advance(int from, int to) {
    for (int step = from; step <= to; step++) {
      view.step("a", step, 1);
      view.checkpoint("a", step);
      view.evaluation("a", step, "id-train", 1);
      view.evaluation("a", step, "ood", step % 2 * 90L);
      view.probe("a", step, "ratio-heads", new RatioHeads(1, 1, List.of(0.5)));
      view.spectrum("a", step, 0.5, 0.1);
      view.event("a", EventKind.RESUMED, step);
    }
  }
}
