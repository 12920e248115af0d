package doublegrok.generator.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import doublegrok.record.PauseSweep;
import doublegrok.record.ReportKind;
import doublegrok.record.ResumeSweep;
import doublegrok.record.StartSweep;
import doublegrok.record.SweepCommand;
import doublegrok.record.SweepRecord;
import doublegrok.sweep.RunPlace;
import doublegrok.sweep.RunStand;
import doublegrok.sweep.SweepPhase;
import doublegrok.sweep.SweepPlan;
import doublegrok.sweep.log.SweepRecords;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A sweep of another log stands as it stood there, and goes on. */
final class ImportedSweepTest {
  private static final SweepPlan PLAN = SweepDriver.plan("vary: {model.layers: [1, 2]}\n");
  private static final String FIRST = PLAN.runs().get(0).run();
  private static final String SECOND = PLAN.runs().get(1).run();
  private final SweepDriver driver = new SweepDriver();

  @AfterEach
  void close() {
    driver.close();
  }

  @Test
  void itsCommandsAreNotObeyedAgainAndWhatWasBegunThereIsOfferedHere() {
    imported(new SweepCommand("c", new StartSweep(SweepRecords.plan(PLAN))));
    imported(SweepRecords.standing(SweepPhase.PAUSED, PLAN));
    RunStand offered = RunStand.first(FIRST).offered();
    imported(SweepRecords.standing(offered.in(RunPlace.DONE, "")));
    imported(SweepRecords.standing(RunStand.first(SECOND).offered().in(RunPlace.WAITING, "")));
    assertThat(driver.offers()).isEmpty();
    assertThat(driver.control()).isEmpty();

    assertThat(driver.command(new ResumeSweep()).getAccepted()).isTrue();

    assertThat(driver.offers()).containsExactly(SECOND + "#2");
    assertThat(driver.control()).as("it was started there").isEmpty();
    driver.report(SECOND, 2, "w", ReportKind.HELD);
    assertThat(driver.command(new PauseSweep()).getAccepted()).isTrue();
  }

  private void imported(Object body) {
    driver.imported(new SweepRecord(SweepDriver.SWEEP, Instant.EPOCH, body));
  }
}
