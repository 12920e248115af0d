package doublegrok.viewer.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import doublegrok.log.Topic;
import doublegrok.log.Topics;
import doublegrok.record.Demand;
import doublegrok.record.EventKind;
import doublegrok.record.RejectedRecord;
import doublegrok.record.RunEvent;
import doublegrok.record.ShotCount;
import doublegrok.viewer.view.LiveUpdate;
import doublegrok.viewer.view.LossPoint;
import doublegrok.viewer.view.MarkKind;
import doublegrok.viewer.view.RunHistory;
import doublegrok.viewer.view.RunSummary;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class WatchTopologyTest extends WithView {
  private static final Duration SUMMARY_EVERY = Duration.ofMillis(250);

  @Test
  void everyViewedTopicLandsInTheView() {
    view.start("a");
    view.step("a", 1, 2.5);
    view.checkpoint("a", 1);
    view.evaluation("a", 1, "id-train", 40);
    view.event("a", EventKind.STARTED, 0);

    RunHistory history = view.reader().history("a").orElseThrow();
    assertThat(history.loss()).extracting(LossPoint::step).containsExactly(1L);
    assertThat(history.evaluations()).containsOnlyKeys("id-train");
    assertThat(history.marks())
        .extracting(mark -> mark.kind())
        .containsExactly(MarkKind.STARTED, MarkKind.CHECKPOINT);
    assertThat(view.rejected()).isEmpty();
  }

  @Test
  void aStepReportedTwiceReplacesItsTwin() {
    view.start("a");
    view.step("a", 1, 2.5);
    view.step("a", 2, 2.4);
    view.step("a", 2, 2.3);

    List<LossPoint> loss = view.reader().history("a").orElseThrow().loss();
    assertThat(loss)
        .extracting(LossPoint::step, point -> point.mean().loss())
        .containsExactly(tuple(1L, 2.5), tuple(2L, 2.3));
  }

  @Test
  void checkpointsAndEvaluationsMadeAgainReplaceTheirTwins() {
    view.start("a");
    view.checkpoint("a", 5);
    view.checkpoint("a", 5);
    view.evaluation("a", 5, "ood", 1);
    view.evaluation("a", 5, "ood", 2);

    RunHistory history = view.reader().history("a").orElseThrow();
    assertThat(history.marks()).hasSize(1);
    assertThat(history.evaluations().get("ood"))
        .extracting(point -> point.lastShot().correct().orElseThrow())
        .containsExactly(2L);
  }

  @Test
  void aRetiredCheckpointKeepsItsMarkAndIsNotTheNewest() {
    view.start("a");
    view.checkpoint("a", 5);
    view.checkpoint("a", 9);
    view.told();

    view.checkpoint("a", 9, true);

    assertThat(view.told()).isEmpty();
    RunHistory history = view.reader().history("a").orElseThrow();
    assertThat(history.marks()).extracting(mark -> mark.step()).containsExactly(5L, 9L);
    assertThat(history.summary().lastCheckpointStep()).hasValue(5);
  }

  @Test
  void runsWhoseNamesBeginAlikeDoNotMix() {
    List<String> runs = List.of("a", "a-1", "a.b", "a0", "aa", "a_");
    for (int i = 0; i < runs.size(); i++) {
      view.start(runs.get(i));
      view.step(runs.get(i), i + 1, i);
      view.checkpoint(runs.get(i), i + 1);
      view.evaluation(runs.get(i), i + 1, "ood", i);
      view.event(runs.get(i), EventKind.RESUMED, i);
    }

    assertThat(view.reader().runs())
        .extracting(RunSummary::run)
        .containsExactlyInAnyOrderElementsOf(runs);
    for (int i = 0; i < runs.size(); i++) {
      RunHistory history = view.reader().history(runs.get(i)).orElseThrow();
      assertThat(history.summary().step()).isEqualTo(i + 1);
      assertThat(history.summary().lastCheckpointStep()).hasValue(i + 1);
      assertThat(history.loss()).hasSize(1);
      assertThat(history.evaluations().get("ood")).hasSize(1);
      assertThat(history.marks()).hasSize(2);
    }
  }

  @ParameterizedTest
  @MethodSource("viewed")
  void whatCannotBeReadIsRejectedAndTheRestGoesOn(Topic<?> topic) {
    byte[] foreign = Topics.DEMAND.codec().encode(new Demand("a", 1L, null, 0L, 9L));
    view.bytes(topic, "x", new byte[] {1, 2, 3});
    view.bytes(topic, null, null);
    view.bytes(topic, "a", foreign);
    view.start("a");
    view.step("a", 1, 2.5);

    assertThat(view.reader().summary("a").orElseThrow().step()).isEqualTo(1);
    if (topic.equals(Topics.CONTROL)) { // the generator rejects commands
      assertThat(view.rejected()).isEmpty();
      return;
    }
    assertThat(view.rejected())
        .allSatisfy(each -> assertThat(each.getReason()).isNotBlank())
        .extracting(
            RejectedRecord::getTopic,
            RejectedRecord::getPartition,
            RejectedRecord::getOffset,
            RejectedRecord::getService)
        .containsExactly(
            tuple(topic.name(), 0, 0L, "evaluator"),
            tuple(topic.name(), 0, 1L, "evaluator"),
            tuple(topic.name(), 0, 2L, "evaluator"));
  }

  static List<Topic<?>> viewed() {
    return ViewStores.VIEWED;
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a/b", "a/000000000009", "A", "é"})
  void aRecordOfAnImpossibleRunIsRejected(String run) {
    view.start("a");
    view.step(run, 9, 2.5);
    view.checkpoint(run, 9);
    view.evaluation(run, 9, "ood", 1);
    view.event(run, EventKind.STOPPED, 9);
    view.start(run);

    assertThat(view.rejected()).hasSize(4); // the generator rejects commands
    assertThat(view.reader().runs()).extracting(RunSummary::run).containsExactly("a");
    assertThat(view.reader().history("a").orElseThrow().marks()).isEmpty();
    assertThat(view.reader().summary("a").orElseThrow().step()).isZero();
  }

  @Test
  void anEvaluationThatContradictsItselfIsRejectedAndNotStored() {
    view.start("a");
    view.evaluation("a", 1, "ood", List.of());
    view.evaluation("a", 2, "ood", List.of(new ShotCount(0, 11L, 10L, 1.0, Map.of(), null, null)));
    view.evaluation("a", 3, "ood", List.of(new ShotCount(-1, 1L, 10L, 1.0, Map.of(), null, null)));
    view.evaluation("a", 4, "ood", 7);

    assertThat(view.rejected())
        .extracting(RejectedRecord::getReason)
        .satisfiesExactly(
            reason -> assertThat(reason).contains("at least one shot"),
            reason -> assertThat(reason).contains("11 of 10"),
            reason -> assertThat(reason).contains("-1"));
    assertThat(view.reader().history("a").orElseThrow().evaluations().get("ood"))
        .extracting(point -> point.step())
        .containsExactly(4L);
  }

  @Test
  void aNegativeOrEndlessStepIsRejected() {
    view.start("a");
    view.step("a", -1, 2.5);
    view.checkpoint("a", 1_000_000_000_000L);
    view.evaluation("a", Long.MIN_VALUE, "ood", 1);

    assertThat(view.rejected())
        .hasSize(3)
        .allSatisfy(each -> assertThat(each.getReason()).contains("0..999999999999"));
  }

  @ParameterizedTest
  @EnumSource(EventKind.class)
  void everyKindOfEventIsMarked(EventKind kind) {
    view.start("a");
    view.event("a", kind, 3);

    assertThat(view.reader().history("a").orElseThrow().marks())
        .singleElement()
        .satisfies(mark -> assertThat(mark.kind().name())
            .isEqualTo(kind == EventKind.UNKNOWN ? "OTHER" : kind.name()))
        .satisfies(mark -> assertThat(mark.label()).isEqualTo(kind + " at 3"));
  }

  @Test
  void aMarkKeepsTheBatchOfItsEvent() {
    view.start("a");
    RunEvent swap =
        new RunEvent("a", EventKind.SWAPPED, 6L, 5L, 1, "fewer tasks", Map.of(), Instant.EPOCH);
    view.bytes(Topics.EVENTS, "a", Topics.EVENTS.codec().encode(swap));

    assertThat(view.reader().history("a").orElseThrow().marks())
        .singleElement()
        .satisfies(mark -> assertThat(mark.batch()).hasValue(5));
  }

  @Test
  void theListenerIsToldOfEveryChangeInOrder() {
    view.start("a");
    view.step("a", 1, 2.5);
    view.checkpoint("a", 1);
    view.evaluation("a", 1, "ood", 7);
    view.event("a", EventKind.FINISHED, 1);

    assertThat(view.told())
        .satisfiesExactly(
            update -> assertThat(update)
                .isInstanceOfSatisfying(
                    LiveUpdate.LossReported.class,
                    loss -> assertThat(loss.point().mean().loss()).isEqualTo(2.5)),
            update -> assertThat(update)
                .isInstanceOfSatisfying(
                    LiveUpdate.Marked.class,
                    marked -> assertThat(marked.mark().kind()).isEqualTo(MarkKind.CHECKPOINT)),
            update -> assertThat(update)
                .isInstanceOfSatisfying(
                    LiveUpdate.Evaluated.class,
                    point -> assertThat(point.point().lastShot().correct()).hasValue(7)),
            update -> assertThat(update)
                .isInstanceOfSatisfying(
                    LiveUpdate.Marked.class,
                    marked -> assertThat(marked.mark().kind()).isEqualTo(MarkKind.FINISHED)));
  }

  @Test
  void theListenerIsToldOneSummaryOfEachChangedRunEveryQuarterSecond() {
    view.start("a");
    view.start("b");
    view.step("a", 1, 2.5);
    view.step("a", 2, 2.4);
    view.step("never-started", 1, 2.5);
    view.told();

    view.advance(SUMMARY_EVERY.minusMillis(1));
    assertThat(view.told()).isEmpty();
    view.advance(Duration.ofMillis(1));
    assertThat(view.told())
        .containsExactly(
            new LiveUpdate.SummaryChanged(view.reader().summary("a").orElseThrow()),
            new LiveUpdate.SummaryChanged(view.reader().summary("b").orElseThrow()));
    view.advance(SUMMARY_EVERY);
    assertThat(view.told()).isEmpty();
  }
}
