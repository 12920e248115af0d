package doublegrok.viewer.stream;

import static org.assertj.core.api.Assertions.assertThat;

import doublegrok.log.EventDetails;
import doublegrok.record.ControlCommand;
import doublegrok.record.RunEvent;
import doublegrok.record.StopRun;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Tests of what is told of skills that a run should have by now. */
final class MissingSkillWatchTest extends WithView {
  private static final String STOP =
      "{on: missing, transition: id-memorisation, by_step: 200, action: stop}";

  @Test
  void aSkillThatHasNotComeStopsTheRunOnceWithTheReason() {
    view.startWith("a", STOP);
    view.levels("a", 0, 0.1, "id-train", "ood");
    evaluated("a", 100, 10);
    evaluated("a", 199, 10);
    assertThat(view.events()).isEmpty();

    evaluated("a", 250, 10);
    evaluated("a", 300, 10);

    List<RunEvent> events = view.events();
    assertThat(events)
        .extracting(event -> event.getDetails().get(EventDetails.CAUSE))
        .containsExactly("missing", null);
    assertThat(events.get(0).getMessage())
        .isEqualTo("no ID memorisation by step 200: the checkpoint at step 250 does not show it");
    assertThat(events.get(1).getDetails())
        .containsEntry("action", "stop")
        .containsEntry(EventDetails.REASON, events.get(0).getMessage());
    assertThat(view.commands().values())
        .extracting(ControlCommand::getBody)
        .singleElement()
        .isInstanceOf(StopRun.class);
  }

  @Test
  void aSkillThatHasComeIsNotMissingEvenIfItGoesAgain() {
    view.startWith("a", STOP);
    view.levels("a", 0, 0.1, "id-train", "ood");
    evaluated("a", 100, 90);
    evaluated("a", 200, 1);
    evaluated("a", 300, 1);
    evaluated("a", 400, 1);

    assertThat(view.commands()).isEmpty();
  }

  @Test
  void anotherSetSaysNothingOfIt() {
    view.startWith("a", STOP);
    view.levels("a", 0, 0.1, "id-train", "ood");
    for (long step : List.of(100L, 200L, 300L)) {
      view.checkpoint("a", step);
      view.evaluation("a", step, "ood", 10);
    }

    assertThat(view.events()).isEmpty();
  }

  @Test
  void eachSkillAndStepIsOfItsOwn() {
    view.startWith(
        "a",
        "{on: missing, transition: ood-generalisation, by_step: 100, action: checkpoint},"
            + " {on: missing, transition: id-memorisation, by_step: 100, action: pause}, " + STOP);
    view.levels("a", 0, 0.1, "id-train", "ood");
    evaluated("a", 100, 10);

    assertThat(view.events())
        .extracting(event -> event.getDetails().getOrDefault("action", "told"))
        .containsExactly("told", "pause");
    assertThat(view.watch("a").getTold()).containsExactly("missing ID memorisation by step 100");
    assertThat(view.rejected()).isEmpty();
  }

  private void evaluated(String run, long step, long correct) {
    view.checkpoint(run, step);
    view.evaluation(run, step, "id-train", correct);
  }
}
