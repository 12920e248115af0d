package doublegrok.viewer.stream;

import static org.assertj.core.api.Assertions.assertThat;

import doublegrok.log.EventDetails;
import doublegrok.log.Topics;
import doublegrok.record.EventKind;
import doublegrok.record.RunEvent;
import doublegrok.viewer.view.EvaluationPoint;
import doublegrok.viewer.view.RunSignals;
import doublegrok.viewer.view.RunSignals.Happening;
import doublegrok.viewer.view.RunSignals.Kind;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class HappeningsTest extends WithView {
  @BeforeEach
  void begin() {
    view.start("a");
  }

  @Test
  void knowsNothingOfARunThatWasNeverStarted() {
    assertThat(view.reader().signals("b")).isEmpty();
  }

  @Test
  void countsTheCheckpointsThatWaitToBeEvaluated() {
    assertThat(signals().waiting()).isZero();
    assertThat(signals().checkpointAtMillis()).isEmpty();

    view.checkpoint("a", 0);
    view.checkpoint("a", 10);
    assertThat(signals().waiting()).isEqualTo(2);
    assertThat(signals().checkpointAtMillis()).hasValue(0);

    view.evaluation("a", 0, "ood", 5);
    view.checkpoint("a", 20);
    view.checkpoint("a", 15, true);
    assertThat(signals().waiting()).isEqualTo(2);

    view.evaluation("a", 20, "ood", 5);
    view.evaluation("a", 20, "id-train", 5);
    assertThat(signals().waiting()).isZero();
    assertThat(signals().newest())
        .extracting(EvaluationPoint::set)
        .containsExactly("id-train", "ood");
  }

  @Test
  void remembersTheNewestOfEachHappening() {
    happened(EventKind.TRANSITION, 10, 1, EventDetails.TRANSITION, "OOD-generalisation");
    happened(EventKind.TRANSITION, 20, 2, EventDetails.TRANSITION, "OOD-loss");
    happened(EventKind.TRANSITION, 30, 3, EventDetails.TRANSITION, "OOD-generalisation");
    happened(EventKind.SWAPPED, 15, 4, "distribution.tasks", "4");
    happened(EventKind.SWAPPED, 25, 5, "distribution.tasks", "2");
    happened(EventKind.FAILED, 40, 6, EventDetails.CAUSE, "nan");
    happened(EventKind.STARTED, 41, 7, EventDetails.CAUSE, "nan");

    assertThat(signals().happenings())
        .containsExactlyInAnyOrder(
            new Happening(Kind.TRANSITION, "OOD-generalisation", 30, 3),
            new Happening(Kind.TRANSITION, "OOD-loss", 20, 2),
            new Happening(Kind.SWAP, "", 25, 5),
            new Happening(Kind.ALARM, "nan", 40, 6));
  }

  @Test
  void namesThatNobodyKnowsShareOne() {
    happened(EventKind.TRANSITION, 10, 1, EventDetails.TRANSITION, "enlightenment");
    happened(EventKind.ALARM, 20, 2, EventDetails.CAUSE, "boredom");
    happened(EventKind.ALARM, 30, 3, EventDetails.NOT_EVALUATED, "30");

    assertThat(signals().happenings())
        .containsExactlyInAnyOrder(
            new Happening(Kind.TRANSITION, "other", 10, 1),
            new Happening(Kind.ALARM, "other", 30, 3));
  }

  @Test
  void whatIsRejectedIsCountedByItsTopic() {
    view.bytes(Topics.STEPS, "a", new byte[] {1});
    view.bytes(Topics.STEPS, "a", new byte[] {2});
    view.bytes(Topics.EVENTS, "a", new byte[] {3});

    assertThat(rejected("doublegrok.steps")).isEqualTo(2);
    assertThat(rejected("doublegrok.events")).isEqualTo(1);
  }

  private RunSignals signals() {
    return view.reader().signals("a").orElseThrow();
  }

  private void happened(EventKind kind, long step, long atMillis, String detail, String value) {
    Instant at = Instant.ofEpochMilli(atMillis);
    view.event(new RunEvent("a", kind, step, null, 0, "it", Map.of(detail, value), at));
  }

  private Double rejected(String topic) {
    return view.metrics.getSampleValue(
        "doublegrok_viewer_rejected_records_total", new String[] {"topic"}, new String[] {topic});
  }
}
