package doublegrok.viewer.stream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import doublegrok.log.RecordKeys;
import doublegrok.log.Topic;
import doublegrok.log.Topics;
import doublegrok.record.EventKind;
import doublegrok.record.RejectedRecord;
import doublegrok.record.RunEvent;
import doublegrok.record.StepReport;
import doublegrok.viewer.view.LiveUpdate;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Bad records and bad clocks: the view rejects the ones, and the others change nothing. */
final class ViewHardshipTest extends WithView {
  private static final byte[] STEP = Topics.STEPS
      .codec()
      .encode(new StepReport("a", 1L, 0, 2.5, 1e-3, 0.5, 0.25, 0.75, 500L, Instant.EPOCH));

  @BeforeEach
  void begin() {
    view.start("a");
  }

  static List<Topic<?>> rejecting() {
    return List.of(
        Topics.STEPS,
        Topics.CHECKPOINTS,
        Topics.EVALUATIONS,
        Topics.REFERENCES,
        Topics.PROBES,
        Topics.EVENTS);
  }

  @ParameterizedTest
  @MethodSource("rejecting")
  void bytesOfNoRecordAreRejectedWhereverTheyLie(Topic<?> topic) {
    view.bytes(topic, "a", null);
    view.bytes(topic, null, new byte[0]);
    view.bytes(topic, "a", new byte[] {(byte) 0xC3, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10});
    view.bytes(topic, "a", Topics.REJECTED.codec().schema().toString().getBytes(UTF_8));

    assertThat(view.rejected())
        .extracting(RejectedRecord::getTopic, RejectedRecord::getOffset)
        .containsExactly(
            tuple(topic.name(), 0L),
            tuple(topic.name(), 1L),
            tuple(topic.name(), 2L),
            tuple(topic.name(), 3L));
  }

  @Test
  void aRecordUnderTheKeyOfAnotherRunIsRejected() {
    view.bytes(Topics.STEPS, RecordKeys.step("b", 1), STEP);
    view.bytes(Topics.STEPS, null, STEP);
    view.bytes(Topics.STEPS, RecordKeys.step("a", 1), Arrays.copyOf(STEP, STEP.length - 1));
    view.bytes(Topics.STEPS, RecordKeys.step("a", 1), STEP);

    assertThat(view.rejected())
        .extracting(RejectedRecord::getReason)
        .satisfiesExactly(
            reason -> assertThat(reason).contains("its key is 'b/000000000001'"),
            reason -> assertThat(reason).contains("has no key"),
            reason -> assertThat(reason).contains("are not a StepReport"));
    assertThat(view.reader().summary("a").orElseThrow().step()).isEqualTo(1);
  }

  @Test
  void anEventBeforeTheFirstStepIsRejected() {
    RunEvent event =
        new RunEvent("a", EventKind.STOPPED, -7L, null, 0, "never", Map.of(), Instant.EPOCH);
    view.bytes(Topics.EVENTS, "a", Topics.EVENTS.codec().encode(event));

    assertThat(view.rejected())
        .extracting(RejectedRecord::getReason)
        .singleElement()
        .asString()
        .contains("the step must be 0..");
  }

  @Test
  void aTimestampIsOfNoConcern() {
    view.bytes(Topics.STEPS, RecordKeys.step("a", 1), STEP, Long.MAX_VALUE);
    view.bytes(Topics.STEPS, RecordKeys.step("a", 1), STEP, 0);
    view.bytes(Topics.STEPS, "a", new byte[] {1}, 1);

    assertThat(view.rejected()).hasSize(1);
    assertThat(view.reader().summary("a").orElseThrow().step()).isEqualTo(1);
  }

  @Test
  void summariesAreToldThoughTheWallClockStandsStill() {
    int summaries = 0;
    for (long step = 1; step <= 40; step++) {
      view.nanos.addAndGet(Duration.ofMillis(100).toNanos());
      view.step("a", step, 2.5);
      for (LiveUpdate each : view.told()) {
        summaries += each instanceof LiveUpdate.SummaryChanged ? 1 : 0;
      }
    }

    assertThat(summaries).isBetween(13, 40);
    assertThat(view.reader().history("a").orElseThrow().loss()).hasSize(40);
  }
}
