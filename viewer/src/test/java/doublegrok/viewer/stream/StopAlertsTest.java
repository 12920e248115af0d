package doublegrok.viewer.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import doublegrok.log.EventDetails;
import doublegrok.record.ControlCommand;
import doublegrok.record.EventKind;
import doublegrok.record.RunEvent;
import doublegrok.record.StopRun;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests of alerts that stop their run. */
final class StopAlertsTest {
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
  void aStopIsACommandThatIsToldWithItsReason() {
    view.startWith("a", "{on: ood-loss, action: stop}");

    event(EventKind.TRANSITION, 30, EventDetails.TRANSITION, "OOD-loss");

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

    event(EventKind.FAILED, 7, EventDetails.CAUSE, "nan");

    assertThat(view.commands().values())
        .singleElement()
        .satisfies(command -> assertThat(command.getBody()).isInstanceOf(StopRun.class));
    assertThat(view.events())
        .hasSize(2)
        .allSatisfy(event -> assertThat(event.getMessage()).contains("is asked to stop"));
  }

  private void event(EventKind kind, long step, String detail, String value) {
    view.event(
        new RunEvent("a", kind, step, null, 0, "told", Map.of(detail, value), Instant.EPOCH));
  }
}
