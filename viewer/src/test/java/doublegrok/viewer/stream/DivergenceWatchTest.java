package doublegrok.viewer.stream;

import static org.assertj.core.api.Assertions.assertThat;

import doublegrok.log.EventDetails;
import doublegrok.record.ControlCommand;
import doublegrok.record.EventKind;
import doublegrok.record.RunEvent;
import doublegrok.record.StopRun;
import doublegrok.viewer.stream.early.DivergenceWatch;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests of what is told of runs whose loss stays high. */
final class DivergenceWatchTest extends WithView {
  private long step;

  @BeforeEach
  void begin() {}

  @ParameterizedTest
  @ValueSource(doubles = {10.5, Double.POSITIVE_INFINITY, Double.NaN})
  void aLossThatStaysAboveTheBoundStopsItsRunOnce(double loss) {
    view.startWith("a", "{on: diverged, action: stop}");
    steps("a", loss, DivergenceWatch.STEPS - 1);
    assertThat(view.events()).isEmpty();

    steps("a", loss, 1);
    long told = step;
    steps("a", 1, 1);
    steps("a", loss, 2 * DivergenceWatch.STEPS);

    List<RunEvent> events = view.events();
    assertThat(events).extracting(RunEvent::getKind).containsOnly(EventKind.ALARM);
    assertThat(events)
        .extracting(event -> event.getDetails().get(EventDetails.CAUSE))
        .containsExactly("diverged", null);
    assertThat(events).extracting(RunEvent::getStep).containsOnly(told);
    assertThat(events.get(1).getMessage())
        .startsWith("alert on diverged: the run is asked to stop: the loss is above 10.0 in 20");
    assertThat(view.commands().values())
        .extracting(ControlCommand::getBody)
        .singleElement()
        .isInstanceOf(StopRun.class);
  }

  @Test
  void aLossThatComesDownBetweenIsNoNews() {
    view.startWith("a", "{on: diverged, action: stop, loss_above: 2}");
    for (int i = 0; i < 5; i++) {
      steps("a", 2.5, DivergenceWatch.STEPS - 1);
      steps("a", 2, 1);
    }

    assertThat(view.events()).isEmpty();
    assertThat(view.commands()).isEmpty();
  }

  @Test
  void eachBoundIsOfItsOwnAndSoIsEachRun() {
    view.startWith(
        "a",
        "{on: diverged, action: checkpoint, loss_above: 2}, {on: diverged, action: pause,"
            + " loss_above: 2}, {on: diverged, action: stop, loss_above: 4}");
    view.start("b");
    view.checkpoint("a", 0);
    steps("a", 3, DivergenceWatch.STEPS);
    steps("b", 3, DivergenceWatch.STEPS);

    assertThat(view.events())
        .extracting(event -> event.getDetails().getOrDefault("action", "told"))
        .containsExactly("told", "checkpoint", "pause");
    assertThat(view.commands()).hasSize(1);

    steps("a", 5, DivergenceWatch.STEPS);

    assertThat(view.events())
        .extracting(event -> event.getDetails().getOrDefault("action", "told"))
        .containsExactly("told", "stop");
    assertThat(view.watch("a").getTold()).containsExactly("diverged 2.0", "diverged 4.0");
  }

  private void steps(String run, double loss, int count) {
    for (int i = 0; i < count; i++) {
      view.step(run, ++step, loss);
    }
  }
}
