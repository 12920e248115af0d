package doublegrok.generator.sweep;

import static doublegrok.record.ReportKind.FAILED;
import static doublegrok.record.ReportKind.GIVEN_BACK;
import static doublegrok.record.ReportKind.HELD;
import static org.assertj.core.api.Assertions.assertThat;

import doublegrok.log.EventDetails;
import doublegrok.log.Topics;
import doublegrok.record.CancelSweep;
import doublegrok.record.ControlCommand;
import doublegrok.record.EventKind;
import doublegrok.record.ExtendSweep;
import doublegrok.record.PauseSweep;
import doublegrok.record.ResumeSweep;
import doublegrok.record.RetryRuns;
import doublegrok.record.RunEvent;
import doublegrok.record.StartRun;
import doublegrok.record.StartSweep;
import doublegrok.spec.RunSpecs;
import doublegrok.sweep.SweepPlan;
import doublegrok.sweep.log.SweepRecords;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class SweepTopologyTest {
  private static final String THREE = "vary: {model.layers: [1, 2, 3]}\n";
  private static final String ONE = "s-layers.1-s0";
  private static final String TWO = "s-layers.2-s0";
  private static final String THIRD = "s-layers.3-s0";
  private final SweepDriver driver = new SweepDriver();

  @AfterEach
  void close() {
    driver.close();
  }

  @Test
  void aSweepStartsAndOffersAsManyRunsAsMayRunAtOnce() {
    assertThat(driver.start(THREE + "at_once: 2").getMessage()).isEqualTo("3 runs are begun");

    List<ControlCommand> starts = driver.control();
    assertThat(starts)
        .extracting(SweepDriver::commandOf)
        .containsExactly(ONE + "/000000/StartRun", TWO + "/000000/StartRun");
    SweepPlan plan = SweepDriver.plan(THREE);
    assertThat(((StartRun) starts.get(1).getBody()).getSpec())
        .isEqualTo(RunSpecs.canonical(plan.spec(plan.runs().get(1), RunSpecs.builtIn())));
    assertThat(driver.offers()).containsExactly(ONE + "#1", TWO + "#1");
    assertThat(driver.places()).containsExactly("offered", "offered", "waiting");
  }

  @Test
  void theNextHasItsTurnWhenOneIsDoneAndTheSweepWhenAllAre() {
    driver.start(THREE + "at_once: 1");
    for (String run : List.of(ONE, TWO, THIRD)) {
      assertThat(driver.offers()).containsExactly(run + "#1");
      driver.report(run, 1, "w", HELD);
      assertThat(driver.run(run).place().label()).isEqualTo("running");
      assertThat(driver.run(run).worker()).isEqualTo("w");
      driver.event(run, EventKind.FINISHED, Map.of());
    }

    assertThat(driver.places()).containsOnly("done");
    assertThat(driver.phase()).isEqualTo("done");
    assertThat(driver.control()).hasSize(3);
  }

  @Test
  void aRunOnWhichNobodyReportsIsOfferedAgainAndNoFailureIsCounted() {
    driver.start(THREE + "at_once: 1");
    for (int offer = 1; offer <= 10; offer++) {
      assertThat(driver.offers()).containsExactly(ONE + "#" + offer);
      driver.report(ONE, offer, "w" + offer, HELD);
      driver.pass(SweepCourse.SILENCE_MAX.plusSeconds(1));
    }

    assertThat(driver.run(ONE).attempts()).isZero();
    assertThat(driver.control()).as("it is started once").hasSize(1);
  }

  @Test
  void whoReportsIsLeftAloneAndABrokersAbsenceCountsForNobodysSilence() {
    driver.start(THREE + "at_once: 1");
    driver.report(ONE, 1, "w", HELD);
    driver.offers();
    for (int times = 0; times < 10; times++) {
      driver.pass(Duration.ofSeconds(15));
      driver.report(ONE, 1, "w", HELD);
    }
    driver.stall(Duration.ofMinutes(10));

    assertThat(driver.offers()).isEmpty();
    assertThat(driver.run(ONE).place().label()).isEqualTo("running");
  }

  @Test
  void anOfferThatNobodyTakesIsMadeAgainMoreAndMoreRarely() {
    driver.start("at_once: 1");
    driver.offers();
    driver.pass(Duration.ofMinutes(15));

    assertThat(driver.offers()).containsExactly("s-s0#2", "s-s0#3", "s-s0#4");
  }

  @Test
  void aHolderWhoIsHeardAgainVoidsTheOfferThatWasMadeMeanwhile() {
    driver.start("at_once: 1");
    driver.report("s-s0", 1, "w", HELD);
    driver.pass(SweepCourse.SILENCE_MAX.plusSeconds(1));
    assertThat(driver.offers()).containsExactly("s-s0#1", "s-s0#2");

    driver.report("s-s0", 1, "w", HELD);

    assertThat(driver.run("s-s0").place().label()).isEqualTo("running");
  }

  @Test
  void whatIsGivenBackIsOfferedAtOnce() {
    driver.start("at_once: 1");
    driver.report("s-s0", 1, "w", HELD);
    driver.report("s-s0", 1, "w", GIVEN_BACK);
    driver.report("s-s0", 1, "w", HELD);

    assertThat(driver.offers()).containsExactly("s-s0#1", "s-s0#3");
    assertThat(driver.run("s-s0").attempts()).isZero();
    assertThat(driver.places())
        .as("whoever gave it back is not heard any more")
        .containsExactly("offered");
  }

  @Test
  void aRunThatFailsTooOftenIsPoisonAndToldOfOnce() {
    driver.start(THREE + "at_once: 1\nattempts: 2");
    driver.report(ONE, 1, "w", HELD);
    driver.event(ONE, EventKind.FAILED, Map.of());
    assertThat(driver.run(ONE).place().label()).isEqualTo("failed");
    assertThat(driver.run(ONE).reason()).isEqualTo("the loss is NaN");
    driver.report(TWO, 1, "w", HELD);
    driver.event(TWO, EventKind.FINISHED, Map.of());
    driver.pass(SweepCourse.RETRY_AFTER.plusSeconds(1));
    driver.event(THIRD, EventKind.FINISHED, Map.of());
    driver.report(ONE, driver.run(ONE).offer(), "w", FAILED);
    driver.report(ONE, driver.run(ONE).offer(), "w", FAILED);

    assertThat(driver.places()).containsExactly("poison", "done", "done");
    assertThat(driver.phase()).isEqualTo("done");
    assertThat(driver.events())
        .singleElement()
        .satisfies(told -> assertThat(told.getKind()).isEqualTo(EventKind.ALARM))
        .extracting(RunEvent::getMessage)
        .isEqualTo("the run is offered to no worker any more (failures: 2): the disk is full");
  }

  @Test
  void aRetryBeginsAfreshAndOnlyWhatFailedIsRetried() {
    driver.start(THREE + "attempts: 1");
    driver.event(ONE, EventKind.FAILED, Map.of());
    driver.event(TWO, EventKind.FINISHED, Map.of());
    driver.event(THIRD, EventKind.FINISHED, Map.of());
    driver.offers();
    assertThat(driver.phase()).isEqualTo("done");

    assertThat(driver.command(new RetryRuns(List.of(TWO))).getMessage())
        .contains("is done; only a run that has failed");
    assertThat(driver.command(new RetryRuns(List.of("x"))).getAccepted()).isFalse();
    assertThat(driver.command(new RetryRuns(List.of())).getMessage())
        .isEqualTo("1 runs are offered again");

    assertThat(driver.phase()).isEqualTo("running");
    assertThat(driver.run(ONE).attempts()).isZero();
    assertThat(driver.offers()).hasSize(1);
  }

  @Test
  void aStartThatTheGeneratorRefusesIsPoison() {
    driver.start("at_once: 1");
    String id = driver.control().get(0).getId();
    driver.event("s-s0", EventKind.REFUSED, Map.of(EventDetails.COMMAND, "another"));
    assertThat(driver.places()).containsExactly("offered");

    driver.event("s-s0", EventKind.REFUSED, Map.of(EventDetails.COMMAND, id));

    assertThat(driver.places()).containsExactly("poison");
  }

  @Test
  void aPauseVoidsOffersAndWaitsForWhoHoldsRuns() {
    driver.start(THREE + "at_once: 2");
    driver.report(ONE, 1, "w", HELD);
    driver.command(new PauseSweep());
    assertThat(driver.places()).containsExactly("running", "waiting", "waiting");
    driver.report(ONE, 1, "w", GIVEN_BACK);
    driver.offers();
    driver.pass(Duration.ofMinutes(5));
    assertThat(driver.offers()).isEmpty();

    assertThat(driver.command(new ResumeSweep()).getAccepted()).isTrue();

    assertThat(driver.offers()).hasSize(2);
  }

  @Test
  void aCancelledSweepStopsWhatHasBegunForEver() {
    driver.start(THREE + "at_once: 1");
    driver.control();
    driver.command(new CancelSweep());
    driver.event(ONE, EventKind.STOPPED, Map.of());

    assertThat(driver.places()).containsOnly("cancelled");
    assertThat(driver.control())
        .extracting(SweepDriver::commandOf)
        .containsExactly(ONE + "/900000/StopRun");
    assertThat(driver.command(new ResumeSweep()).getMessage()).contains("which is for ever");
    assertThat(driver.start(THREE + "at_once: 1").getMessage())
        .isEqualTo("sweep 's' was cancelled, which is for ever; name this otherwise");
  }

  @Test
  void aSweepThatIsDoneStaysSo() {
    driver.start("");
    driver.event("s-s0", EventKind.FINISHED, Map.of());

    assertThat(driver.command(new CancelSweep()).getMessage()).isEqualTo("sweep 's' is done");
    assertThat(driver.start("").getMessage()).isEqualTo("it is done, as it was planned");
    assertThat(driver.phase()).isEqualTo("done");
  }

  @Test
  void aPersonMayHoldOrStopOneOfTheRuns() {
    driver.start(THREE);
    driver.report(ONE, 1, "w", HELD);
    driver.event(ONE, EventKind.PAUSED, Map.of());
    assertThat(driver.run(ONE).place().label()).isEqualTo("paused");
    driver.event(ONE, EventKind.CONTINUED, Map.of());
    assertThat(driver.run(ONE).place().label()).isEqualTo("running");

    driver.event(ONE, EventKind.STOPPED, Map.of());

    assertThat(driver.places()).containsExactly("stopped", "offered", "offered");
  }

  @Test
  void anExtensionGoesOnAfterTheEnd() {
    driver.start("vary: {model.layers: [1]}");
    driver.event(ONE, EventKind.FINISHED, Map.of());
    SweepPlan more = SweepDriver.plan(THREE);
    driver.offers();

    driver.command(
        new ExtendSweep(SweepRecords.runs(more.runs()), more.keys(), 1, more.attempts()));

    assertThat(driver.places()).containsExactly("done", "offered", "waiting");
    assertThat(driver.offers()).containsExactly(TWO + "#1");
  }

  @Test
  void theSameStartGoesOnAndAnotherIsRefused() {
    driver.start(THREE);

    assertThat(driver.start(THREE).getMessage()).isEqualTo("it goes on as it was planned");
    assertThat(driver.start("").getMessage()).contains("exists with another plan");
    assertThat(driver
            .command("other", new StartSweep(SweepRecords.plan(SweepDriver.plan(THREE))))
            .getMessage())
        .contains("belongs to sweep 's'");
    assertThat(driver.command("none", new PauseSweep()).getMessage()).contains("does not exist");
    assertThat(driver.control()).hasSize(3);
  }

  @Test
  void theQueueHoldsNoMoreThanWhoeverIsFreeNeeds() {
    driver.start("seeds: 100");

    assertThat(driver.offers()).hasSize(SweepCourse.UNTAKEN_MAX);
  }

  @Test
  void whatCannotBeReadIsRejected() {
    driver.pipe(Topics.SWEEPS, "s/command/x", new byte[] {1});
    driver.pipe(Topics.EVENTS, "s", new byte[] {1});

    assertThat(driver.rejected).containsExactly(Topics.SWEEPS.name());
  }
}
