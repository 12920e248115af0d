package doublegrok.viewer.view;

import static org.assertj.core.api.Assertions.assertThat;

import doublegrok.sweep.RunNote;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Sorts runs into cells, and tells the spread of their numbers. */
final class SweepGridTest {
  private static final String COMPLETED = "completed.OOD-generalisation";

  @Test
  void aMedianCountsTheSeedsThatDidNotComeSoFar() {
    List<SweepRun> runs = List.of(
        run(1, 100, Map.of(COMPLETED, 700.0)),
        run(2, 100, Map.of()),
        run(3, 100, Map.of(COMPLETED, 500.0)),
        run(4, 100, Map.of()));

    assertThat(Spread.of(runs.subList(0, 3), COMPLETED))
        .isEqualTo(new Spread(3, 3, 700, 500, Double.POSITIVE_INFINITY));
    assertThat(Spread.of(runs, COMPLETED).median()).isPositive().isInfinite();
  }

  @Test
  void whatHasNotBegunIsNotKnown() {
    List<SweepRun> runs = List.of(run(1, 0, Map.of()), run(2, 100, Map.of(COMPLETED, 500.0)));

    assertThat(Spread.of(runs, COMPLETED)).isEqualTo(new Spread(1, 2, 500, 500, 500));
    assertThat(Spread.of(runs, "gap").median()).isNaN();
  }

  @Test
  void betweenTwoPhasesThereIsNone() {
    List<SweepRun> runs = List.of(phase("ID memorisation"), phase("OOD generalisation"));

    Spread spread = Spread.of(runs, "phase");

    assertThat(Phase.all().get((int) spread.median()).label()).isEqualTo("ID memorisation");
    assertThat(Phase.all().get((int) spread.high()).label()).isEqualTo("OOD generalisation");
    assertThat(Spread.of(List.of(phase("")), "phase").known()).isZero();
  }

  @Test
  void numbersStandInTheirOrderAndFurtherKeysApart() {
    ExampleSweep example = new ExampleSweep("s", 3, 2, List.of("muon", "adamw"));
    SweepOverview sweep = example.at(1);

    List<SweepGrid> grids = SweepGrid.of(sweep, sweep.down(), sweep.across());

    assertThat(grids)
        .extracting(SweepGrid::further)
        .containsExactly("optimizer.name = muon", "optimizer.name = adamw");
    for (SweepGrid grid : grids) {
      assertThat(grid.rows()).containsExactly(0.1, 0.19);
      assertThat(grid.columns()).containsExactly(2, 4, 6);
      grid.cells()
          .forEach(row -> row.forEach(
              runs -> assertThat(runs).extracting(SweepRun::seed).containsExactly(0L, 1L, 2L)));
    }
  }

  @Test
  void aSweepOfOneKeyHasOneRow() {
    SweepOverview sweep = new SweepOverview(
        "s",
        "running",
        List.of("model.layers"),
        Optional.empty(),
        Optional.empty(),
        "phase",
        List.of(of(Map.of("model.layers", 2)), of(Map.of("model.layers", 1))));

    SweepGrid grid = SweepGrid.of(sweep, sweep.down(), sweep.across()).get(0);

    assertThat(sweep.across()).contains("model.layers");
    assertThat(sweep.down()).isEmpty();
    assertThat(grid.rows()).hasSize(1);
    assertThat(grid.columns()).containsExactly(1, 2);
  }

  /** Every label that the contract names, and no number that is none. */
  @Test
  void measuresAreTheNumbersOfTheStanding() {
    Map<String, Double> measures = RunMeasures.of(new ExampleRun("a").summary(3000));

    assertThat(measures)
        .containsKeys(
            "completed.ID-generalisation",
            "gap",
            "accuracy.ood",
            "share.exact",
            "loss",
            "probe.spectrum.unexplained")
        .doesNotContainKey("probe.spectrum.exact")
        .doesNotContainValue(Double.NaN);
    assertThat(measures).as("of another probe").containsEntry("probe.questions.exact", 0.25);
    assertThat(measures.get("gap"))
        .isEqualTo(
            new ExampleRun("a").summary(3000).explanation().doubleGrokkingGap().orElseThrow());
  }

  @Test
  void aCurveHasThePointsOfItsMeasure() {
    RunHistory history = new ExampleRun("a").until(400);

    RunCurve accuracy = RunCurve.of(history, "accuracy.id-test");
    RunCurve share = RunCurve.of(history, "share.exact");

    assertThat(accuracy.steps()).containsExactly(50L, 100L, 150L, 200L, 250L, 300L, 350L, 400L);
    assertThat(accuracy.values().get(7))
        .isEqualTo(history.evaluations().get("id-test").get(7).lastShot().accuracy());
    assertThat(share.steps()).hasSameSizeAs(accuracy.steps());
    assertThat(RunCurve.of(history, "loss").steps()).hasSize(400);
    assertThat(RunCurve.of(history, "gap").steps()).isEmpty();
  }

  private static SweepRun phase(String phase) {
    return new SweepRun(
        "r", 0, Map.of(), "done", "", 0, RunNote.none("r"), "", 100, 100, phase, Map.of());
  }

  private static SweepRun run(long seed, long step, Map<String, Double> measures) {
    return new SweepRun(
        "r", seed, Map.of(), "done", "", 0, RunNote.none("r"), "", step, 100, "", measures);
  }

  private static SweepRun of(Map<String, Object> values) {
    return new SweepRun(
        "r",
        0,
        new LinkedHashMap<>(values),
        "done",
        "",
        0,
        RunNote.none("r"),
        "",
        100,
        100,
        "",
        Map.of());
  }
}
