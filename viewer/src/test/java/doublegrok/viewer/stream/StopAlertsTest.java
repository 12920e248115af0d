package doublegrok.viewer.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import doublegrok.log.EventDetails;
import doublegrok.record.ControlCommand;
import doublegrok.record.StopRun;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** Tests of alerts that stop their run. */
final class StopAlertsTest extends WithView {
  @Test
  void aStopIsACommandThatIsToldWithItsReason() {
    view.startWith("a", "{on: ood-loss, action: stop}");

    view.event(ToldEvents.transition("a", 30, "OOD-loss"));

    ControlCommand stop =
        new ControlCommand("a", 1, "alert-ood-loss-0", Instant.EPOCH, new StopRun());
    assertThat(view.commands()).containsExactly(entry("a/000001/alert-ood-loss-0", stop));
    assertThat(view.events())
        .singleElement()
        .satisfies(event -> assertThat(event.getMessage())
            .isEqualTo("alert on ood-loss: the run is asked to stop: told"))
        .satisfies(event -> assertThat(event.getDetails())
            .containsOnly(
                entry(EventDetails.ALERT, "ood-loss"),
                entry(EventDetails.REASON, "told"),
                entry("action", "stop")));
  }

  @Test
  void whatIsToBePausedAndStoppedIsStopped() {
    view.startWith("a", "{on: nan, action: pause}, {on: nan, action: stop}");

    view.event(ToldEvents.failure("a", 7));

    assertThat(view.commands().values())
        .singleElement()
        .satisfies(command -> assertThat(command.getBody()).isInstanceOf(StopRun.class));
    assertThat(view.events())
        .hasSize(2)
        .allSatisfy(event -> assertThat(event.getMessage()).contains("is asked to stop"));
  }
}
