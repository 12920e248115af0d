package doublegrok.local.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import doublegrok.explain.Completion;
import doublegrok.task.EvaluationSet.Tasks;
import doublegrok.task.FamilyLabels;
import doublegrok.task.Score;
import doublegrok.task.Transition;
import doublegrok.task.Transition.Change;
import doublegrok.task.modular.ModularSets;
import doublegrok.viewer.view.EvaluationPoint;
import doublegrok.viewer.view.Explanation;
import doublegrok.viewer.view.LiveUpdate;
import doublegrok.viewer.view.Mark;
import doublegrok.viewer.view.MarkKind;
import doublegrok.viewer.view.RunHistory;
import doublegrok.viewer.view.RunState;
import doublegrok.viewer.view.RunSummary;
import doublegrok.viewer.view.ShotScore;
import doublegrok.viewer.view.StepMeasures;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

final class LiveStatusTest {
  private static final String UP = "\u001B[A";

  private final StringWriter written = new StringWriter();
  private long nanos = 1;

  @Test
  void aTerminalShowsEverySetWithItsPast() {
    LiveStatus status = status(true);
    for (long step = 0; step <= 100; step += 50) {
      status.take(evaluation(step, (int) step));
    }
    status.take(standing(100, RunState.RUNNING));
    status.draw();

    assertThat(written.toString())
        .contains("demo  running  OOD generalisation")
        .contains("step 100/200 ████████████░░░░░░░░░░░░")
        .containsPattern("ood +100\\.0% +▁+▅+█");
  }

  @Test
  void aTerminalsLinesAreWrittenOver() {
    LiveStatus status = status(true);
    status.take(standing(100, RunState.RUNNING));
    status.draw();
    long lines = written.toString().chars().filter(each -> each == '\n').count();
    written.getBuffer().setLength(0);
    status.take(standing(110, RunState.RUNNING));
    status.draw();

    assertThat(written.toString()).startsWith(UP.repeat((int) lines) + "\r\u001B[J");
  }

  @Test
  void withoutATerminalThereAreNoControlsAndOneLineInFiveSeconds() {
    LiveStatus status = status(false);
    for (int step = 1; step <= 100; step++) {
      nanos += Duration.ofMillis(100).toNanos();
      status.take(standing(step, RunState.RUNNING));
      status.draw();
    }

    assertThat(written.toString()).doesNotContain("\u001B").hasLineCount(2);
  }

  @Test
  void aRunThatRestsWritesNothingMore() {
    LiveStatus status = status(false);
    status.take(standing(7, RunState.PAUSED));
    for (int look = 0; look < 100; look++) {
      nanos += Duration.ofSeconds(1).toNanos();
      status.draw();
    }

    assertThat(written.toString()).hasLineCount(1).contains("step 7/200", "paused");
  }

  @Test
  void saysHowLongARunStandsStill() {
    LiveStatus status = status(true);
    status.take(standing(7, RunState.RUNNING));
    nanos += Duration.ofSeconds(75).toNanos();
    status.draw();

    assertThat(written.toString()).contains("! no step for 1:15; is its trainer running?");
  }

  @Test
  void withoutATerminalStillnessIsToldOnceUntilTheNextStep() {
    LiveStatus status = status(false);
    for (int step : List.of(7, 8)) {
      status.take(standing(step, RunState.RUNNING));
      for (int look = 0; look < 100; look++) {
        nanos += Duration.ofSeconds(1).toNanos();
        status.draw();
      }
    }

    assertThat(written.toString().split("! no step for 0:30", -1)).hasSize(3);
  }

  @Test
  void aRunThatIsNotHeardOfIsNotWaitedForInSilence() {
    LiveStatus status = status(false);
    for (int look = 0; look < 100; look++) {
      nanos += Duration.ofSeconds(1).toNanos();
      status.draw();
    }

    assertThat(written.toString()).hasLineCount(1).contains("nothing is heard of run 'demo' yet");
  }

  @Test
  void tellsWhatHappensToItsRunAlone() {
    LiveStatus status = status(false);
    status.take(new LiveUpdate.Marked("demo", Mark.of(3, MarkKind.SWAPPED, "from batch 3 on")));
    status.take(new LiveUpdate.Marked("other", Mark.of(3, MarkKind.SWAPPED, "elsewhere")));

    assertThat(written.toString()).isEqualTo("swapped from batch 3 on\n");
  }

  @Test
  void saysWhatWasCompletedAndWhatIsNotAnyLonger() {
    Transition ood = Transition.of(Tasks.NEVER, Change.GENERALISATION);
    RunSummary none = summary(100, RunState.RUNNING, StepMeasures.unknown());
    RunSummary done = completed(none, Map.of(ood, new Completion(84.6, 50, 100)));
    LiveStatus status = status(false);
    for (RunSummary each : List.of(none, done, done, none)) {
      status.take(new LiveUpdate.SummaryChanged(each));
    }

    assertThat(written.toString()).isEqualTo("""
        OOD generalisation completed at step 85 (50 to 100)
        OOD generalisation not completed: below one half again
        """);
  }

  @Test
  void theReportSaysOnsetsCompletionsAndWhatTheGapLacks() {
    Transition id = Transition.of(Tasks.NOW, Change.GENERALISATION);
    Transition ood = Transition.of(Tasks.NEVER, Change.GENERALISATION);
    Completion first = new Completion(100, 50, 150);
    RunSummary ended = summary(200, RunState.FINISHED, StepMeasures.unknown());

    assertThat(RunReport.of(history(completed(ended, Map.of(id, first)))))
        .contains("  ID generalisation  onset by step 50, completed at step 100 (50 to 150)\n")
        .contains("  OOD generalisation no onset, not completed\n")
        .contains("double-grokking gap: none without the completion of OOD generalisation\n")
        .doesNotContain("ID memorisation ");
    assertThat(RunReport.of(
            history(completed(ended, Map.of(id, first, ood, new Completion(1000, 900, 1100))))))
        .contains("double-grokking gap: 1.00 decades of steps between the completions\n");
  }

  private static RunHistory history(RunSummary summary) {
    ShotScore shot = new ShotScore(4, Score.ofAnswers(50, 100, 1), Optional.empty());
    Map<String, List<EvaluationPoint>> evaluations = Map.of(
        "id-test", List.of(EvaluationPoint.of(50, "id-test", 0, List.of(shot))),
        "ood", List.of(EvaluationPoint.of(50, "ood", 0, List.of(shot))));
    Mark onset = new Mark(
        50,
        MarkKind.TRANSITION,
        "it",
        OptionalLong.empty(),
        OptionalLong.empty(),
        Map.of("transition", "ID-generalisation", "change", "gained"));
    return new RunHistory(summary, List.of(), evaluations, List.of(), List.of(), List.of(onset));
  }

  private static RunSummary completed(RunSummary of, Map<Transition, Completion> completions) {
    Explanation known = new Explanation(
        Optional.empty(), Map.of(), Optional.empty(), completions, Map.of(), Map.of());
    return new RunSummary(
        of.run(),
        of.family(),
        of.labels(),
        of.state(),
        of.phase(),
        of.step(),
        of.totalSteps(),
        of.distributionVersion(),
        of.measures(),
        of.accuracies(),
        known,
        of.lastCheckpointStep(),
        of.evaluatedStep(),
        of.startedAtMillis(),
        of.updatedAtMillis(),
        of.parent());
  }

  @Test
  void warnsOfALossThatIsNoNumberAndOfLongWaits() {
    RunSummary ill = summary(9, RunState.RUNNING, new StepMeasures(Double.NaN, 1, 1, 10, 2.5));

    assertThat(StatusText.warnings(ill, Duration.ZERO))
        .containsExactly("the loss is no number", "the last step waited 2.5 s for its batch");
  }

  private LiveStatus status(boolean terminal) {
    return new LiveStatus(
        new PrintWriter(written), terminal, "demo", OptionalLong.empty(), () -> nanos);
  }

  private static LiveUpdate evaluation(long step, int correct) {
    ShotScore shot = new ShotScore(4, Score.ofAnswers(correct, 100, 1), Optional.empty());
    return new LiveUpdate.Evaluated("demo", EvaluationPoint.of(step, "ood", 0, List.of(shot)));
  }

  private static LiveUpdate standing(long step, RunState state) {
    StepMeasures measures = new StepMeasures(0.5, 1e-3, 1, 45_000, 0);
    return new LiveUpdate.SummaryChanged(summary(step, state, measures));
  }

  private static RunSummary summary(long step, RunState state, StepMeasures measures) {
    return new RunSummary(
        "demo",
        "modular-shift",
        new FamilyLabels(ModularSets.all(), List.of()),
        state,
        "OOD generalisation",
        step,
        200,
        0,
        measures,
        Map.of("ood", Score.ofAnswers(100, 100, 1)),
        Explanation.unknown(),
        OptionalLong.of(step),
        OptionalLong.of(step),
        0,
        0,
        Optional.empty());
  }
}
