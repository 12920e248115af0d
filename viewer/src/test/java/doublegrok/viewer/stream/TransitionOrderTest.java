package doublegrok.viewer.stream;

import static org.assertj.core.api.Assertions.assertThat;

import doublegrok.log.EventDetails;
import doublegrok.record.EventKind;
import doublegrok.record.RunEvent;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Evaluations are heard in the order of checkpoints, in whichever they come. */
final class TransitionOrderTest extends WithView {
  @BeforeEach
  void begin() {
    view.start("a");
  }

  /** Two evaluators share the checkpoints of a run: the later may be done first. */
  @Test
  void anEvaluationWaitsForThoseOfTheCheckpointsBeforeIt() {
    view.levels("a", 0, 0.1, "ood");
    for (long step : List.of(10L, 20L, 30L)) {
      view.checkpoint("a", step);
    }
    view.evaluation("a", 30, "ood", 10);
    view.evaluation("a", 10, "ood", 10);
    assertThat(told()).isEmpty();

    view.evaluation("a", 20, "ood", 90);

    assertThat(told()).containsExactly("OOD-generalisation 20", "OOD-loss 30");
  }

  @Test
  void aCheckpointThatCannotBeEvaluatedIsNotWaitedFor() {
    view.levels("a", 0, 0.1, "ood");
    view.checkpoint("a", 10);
    view.checkpoint("a", 20);
    view.evaluation("a", 20, "ood", 90);
    assertThat(told()).isEmpty();

    Map<String, String> details = Map.of(EventDetails.NOT_EVALUATED, "10");
    view.event(
        new RunEvent("a", EventKind.ALARM, 10L, null, 0, "damaged", details, ViewDriver.STARTED));

    assertThat(told()).containsExactly("OOD-generalisation 20");
  }

  @Test
  void aCheckpointThatHoldsUpTooManyIsGivenUp() {
    view.levels("a", 0, 0.1, "ood");
    view.checkpoint("a", 5); // a stranger's: nobody evaluates it
    for (long step = 10; step < 10 + 63; step++) {
      view.checkpoint("a", step);
      view.evaluation("a", step, "ood", step < 40 ? 10 : 90);
    }
    assertThat(told()).isEmpty();

    view.checkpoint("a", 100);
    view.evaluation("a", 100, "ood", 90);

    assertThat(told()).containsExactly("OOD-generalisation 40");
  }

  private List<String> told() {
    return view.events().stream()
        .map(event -> event.getDetails().get(EventDetails.TRANSITION) + " " + event.getStep())
        .toList();
  }
}
