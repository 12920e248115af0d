package doublegrok.viewer.stream;

import static org.assertj.core.api.Assertions.assertThat;

import doublegrok.log.Topics;
import doublegrok.record.SweepRecord;
import doublegrok.spec.RunSpecs;
import doublegrok.sweep.PlannedRun;
import doublegrok.sweep.RunNote;
import doublegrok.sweep.RunPlace;
import doublegrok.sweep.RunStand;
import doublegrok.sweep.SweepFigure;
import doublegrok.sweep.SweepPhase;
import doublegrok.sweep.SweepPlan;
import doublegrok.sweep.log.SweepRecords;
import doublegrok.task.families.Families;
import doublegrok.viewer.view.LiveUpdate;
import doublegrok.viewer.view.SweepFields;
import doublegrok.viewer.view.SweepOverview;
import doublegrok.viewer.view.SweepRun;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

/** Follows sweeps by their records. */
final class SweepStandingsTest {
  private final SweepStandings sweeps =
      new SweepStandings(new Standings(new RunSpecs(Families.builtIn())));

  @Test
  void aSweepIsItsPlanAndWhereItsRunsStand() {
    add("s", SweepRecords.standing(SweepPhase.RUNNING, plan("", "", "")));
    add(
        "s",
        SweepRecords.standing(
            RunStand.first("s-b").offered().failed(RunPlace.POISON, "the loss is no number")));

    SweepOverview sweep = sweeps.sweep("s").orElseThrow();

    assertThat(sweep.state()).isEqualTo("running");
    assertThat(sweep.keys()).containsExactly("model.layers"); // the other one does not differ
    assertThat(sweep.measure()).isEqualTo("phase");
    assertThat(sweep.counts()).isEqualTo(Map.of("waiting", 1, "poison", 1));
    SweepRun poison = sweep.runs().get(1);
    assertThat(poison.values())
        .isEqualTo(Map.of("model.layers", 2L, "optimizer.weight_decay", 0.5));
    assertThat(poison.reason()).isEqualTo("the loss is no number");
    assertThat(poison.attempts()).isEqualTo(1);
    assertThat(poison.worker()).isEmpty();
  }

  @Test
  void theFigureIsAsThePlanNamesIt() {
    add(
        "s",
        SweepRecords.standing(
            SweepPhase.DONE, plan("gap", "model.layers", "optimizer.weight_decay")));

    SweepOverview sweep = sweeps.sweep("s").orElseThrow();

    assertThat(sweep.measure()).isEqualTo("gap");
    assertThat(sweep.down()).contains("model.layers");
    assertThat(sweep.across()).isEmpty(); // as it does not differ
  }

  @Test
  void whoeverWatchesIsToldOfTheRunThatChanged() {
    assertThat(add("s", SweepRecords.standing(SweepPhase.RUNNING, plan("", "", ""))))
        .contains("s-b");
    assertThat(add("s", SweepRecords.standing(RunStand.first("s-a").offered()))).contains("s-a");

    LiveUpdate.SweepRunChanged told =
        (LiveUpdate.SweepRunChanged) sweeps.changed("s-a").orElseThrow();

    assertThat(told.sweep()).isEqualTo("s");
    assertThat(told.change().state()).isEqualTo("offered");
    assertThat(sweeps.changed("of-no-sweep")).isEmpty();
  }

  @Test
  void theNewestNoteOfARunIsShownAndAnUnfitOneChangesNothing() {
    add("s", SweepRecords.standing(SweepPhase.RUNNING, plan("", "", "")));
    add("s", SweepRecords.note(new RunNote("s-a", List.of("odd"), "rises twice")));
    RunNote newest = new RunNote("s-a", List.of("odd", "again"), "");

    assertThat(add("s", SweepRecords.note(newest))).contains("s-a");
    assertThat(add("s", new doublegrok.record.RunNote("s-a", List.of("two words"), "")))
        .isEmpty();

    SweepRun noted = sweeps.sweep("s").orElseThrow().runs().get(0);
    assertThat(noted.note()).isEqualTo(newest);
    assertThat(SweepFields.of(noted))
        .containsEntry("tags", List.of("again", "odd"))
        .containsEntry("note", "");
  }

  @Test
  void theOneThatChangedLastComesFirst() {
    add("a", SweepRecords.standing(SweepPhase.RUNNING, plan("", "", "")));
    add("b", SweepRecords.standing(SweepPhase.RUNNING, plan("", "", "")));

    assertThat(sweeps.all()).extracting(SweepOverview::sweep).containsExactly("b", "a");
  }

  @Test
  void whatCannotBeReadChangesNothing() {
    assertThat(sweeps.add(record("s/standing", new byte[] {1, 2, 3}))).isEmpty();
    assertThat(sweeps.all()).isEmpty();
  }

  @Test
  void yamlsNumbersAreNumbers() {
    assertThat(List.of("1_000", "-3", "2.0e-3", ".5", "muon", "0x1F", "[1, 2]", "true"))
        .extracting(SweepStandings::value)
        .containsExactly(1000L, -3L, 0.002, 0.5, "muon", "0x1F", "[1, 2]", "true");
  }

  private int written;

  private Optional<String> add(String sweep, Object body) {
    SweepRecord record = new SweepRecord(sweep, Instant.ofEpochMilli(1000L + written++), body);
    return sweeps.add(record(SweepRecords.key(record), Topics.SWEEPS.codec().encode(record)));
  }

  private static ConsumerRecord<String, byte[]> record(String key, byte[] value) {
    return new ConsumerRecord<>(Topics.SWEEPS.name(), 0, 0, key, value);
  }

  private static SweepPlan plan(String measure, String rows, String columns) {
    return new SweepPlan(
        "",
        Map.of(),
        List.of("model.layers", "optimizer.weight_decay"),
        List.of(
            new PlannedRun("s-a", 1, Map.of("model.layers", "1", "optimizer.weight_decay", "0.5")),
            new PlannedRun("s-b", 1, Map.of("model.layers", "2", "optimizer.weight_decay", "0.5"))),
        0,
        3,
        new SweepFigure(measure, rows, columns));
  }
}
