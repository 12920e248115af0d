package doublegrok.local.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import doublegrok.sweep.RunNote;
import doublegrok.viewer.view.SweepOverview;
import doublegrok.viewer.view.SweepRun;
import doublegrok.viewer.view.SweepSummary;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Reads what a terminal shows of sweeps. */
final class SweepTableTest {
  private static final String TASKS = "distribution.tasks";
  private static final String FRACTION = "distribution.input_fraction";

  @Test
  void everySeedOfACellIsACharacter() {
    assertThat(SweepTable.of(sweep("phase")).lines())
        .containsExactly(
            "s  running  8 runs: 6 done, 1 waiting, 1 poison",
            "",
            "phase  down: distribution.input_fraction; across: distribution.tasks",
            "        2   4",
            "  0.3  11  12",
            "  0.8  24  .!",
            "",
            "A character for each seed: 1 ID memorisation, 2 ID generalisation,"
                + " 4 OOD generalisation, . not known yet, ! failed.",
            "r-7  poison  the loss is no number");
  }

  @Test
  void aNumberIsTheMedianWithItsRange() {
    assertThat(SweepTable.of(sweep("completed.OOD-generalisation")).lines())
        .contains(
            "                       2                  4",
            "  0.3              never              never",
            "  0.8  never (800-never)                  .")
        .noneMatch(line -> line.startsWith("A character"));
  }

  @Test
  void sweepsAreALineEach() {
    assertThat(SweepTable.of(List.of(SweepSummary.of(sweep("phase")))))
        .contains("sweep", "poison")
        .containsPattern("s +running +8 +6 +0 +1 +0 +0 +1");
    assertThat(SweepTable.of(List.<SweepSummary>of())).startsWith("no sweeps yet; ");
  }

  private static SweepOverview sweep(String measure) {
    List<SweepRun> runs = new ArrayList<>();
    List<String> phases = List.of(
        "ID memorisation",
        "ID memorisation",
        "ID memorisation",
        "ID generalisation",
        "ID generalisation",
        "OOD generalisation",
        "",
        "");
    for (int each = 0; each < phases.size(); each++) {
      boolean begun = each < 6;
      boolean ood = phases.get(each).startsWith("OOD");
      runs.add(new SweepRun(
          "r-" + each,
          each % 2,
          Map.of(TASKS, each / 2 % 2 == 0 ? 2 : 4, FRACTION, each < 4 ? 0.3 : 0.8),
          begun ? "done" : each == 6 ? "waiting" : "poison",
          each == 7 ? "the loss is no number" : "",
          0,
          RunNote.none("r-" + each),
          "",
          begun ? 1000 : 0,
          1000,
          phases.get(each),
          ood ? Map.of("completed.OOD-generalisation", 800.0) : Map.of()));
    }
    return new SweepOverview(
        "s",
        "running",
        List.of(TASKS, FRACTION),
        Optional.empty(),
        Optional.empty(),
        measure,
        runs);
  }
}
