package doublegrok.generator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import doublegrok.control.BatchesStart;
import doublegrok.control.EffectiveSpec;
import doublegrok.log.EventDetails;
import doublegrok.record.EventKind;
import doublegrok.record.ForkRun;
import doublegrok.record.PauseRun;
import doublegrok.record.ResumeRun;
import doublegrok.record.RunEvent;
import doublegrok.record.SequenceBatch;
import doublegrok.record.StartRun;
import doublegrok.record.StopRun;
import doublegrok.record.SwapDistribution;
import doublegrok.spec.RunSpec;
import doublegrok.spec.RunSpecs;
import doublegrok.spec.ScheduledSwap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class GeneratorCommandsTest {
  private final GeneratorDriver generator = new GeneratorDriver();

  @AfterEach
  void close() {
    generator.close();
  }

  @Test
  void aSwapTakesEffectAtTheNamedBatchAndSaysSo() {
    generator.start("a");
    generator.demand("a", 3);
    generator.command("a", 1, new SwapDistribution(Map.of("distribution.tasks", "2"), 5L));
    generator.demand("a", 8);

    assertThat(generator.batches())
        .extracting(SequenceBatch::getDistributionVersion)
        .containsExactly(0, 0, 0, 0, 0, 1, 1, 1);
    RunEvent swap = generator.events().get(0);
    assertThat(swap.getKind()).isEqualTo(EventKind.SWAPPED);
    assertThat(swap.getBatch()).isEqualTo(5L);
    assertThat(swap.getStep()).isEqualTo(6L);
    assertThat(swap.getMessage()).contains("distribution.tasks = 2");
  }

  @Test
  void aSwapWithoutABatchTakesEffectAtTheFirstThatIsNotYetProduced() {
    generator.start("a");
    generator.demand("a", 3);
    generator.command("a", 1, new SwapDistribution(Map.of("distribution.tasks", "2"), null));
    generator.demand("a", 5);

    assertThat(generator.batches())
        .extracting(SequenceBatch::getDistributionVersion)
        .containsExactly(0, 0, 0, 1, 1);
  }

  @Test
  void aScheduledSwapIsTheSameAsALiveOne() {
    generator.start("a");
    generator.command("a", 1, new SwapDistribution(Map.of("distribution.tasks", "2"), 4L));
    generator.demand("a", 8);
    List<SequenceBatch> live = generator.batches();

    RunSpec planned = RunSpecs.builtIn()
        .parse(
            RunSpecs.canonical(GeneratorDriver.SPEC),
            "planned",
            List.of("swaps=[{at_batch: 4, set: {distribution.tasks: 2}}]"));
    BatchSource source = new BatchSource("a", planned);

    assertThat(live)
        .allSatisfy(batch -> assertThat(batch).isEqualTo(source.batch(batch.getIndex())));
  }

  @Test
  void aSwapIntoThePastIsRefusedAndTheEarliestBatchIsNamed() {
    generator.start("a");
    generator.demand("a", 6);
    generator.command("a", 1, new SwapDistribution(Map.of("distribution.tasks", "2"), 4L));
    generator.demand("a", 8);

    RunEvent refusal = generator.events().get(0);
    assertThat(refusal.getKind()).isEqualTo(EventKind.REFUSED);
    assertThat(refusal.getMessage()).contains("batch 4").contains("earliest possible is 6");
    assertThat(generator.batches())
        .extracting(SequenceBatch::getDistributionVersion)
        .containsOnly(0);
  }

  @Test
  void anImpossibleSwapIsRefusedWithTheRuleAndChangesNothing() {
    generator.start("a");
    generator.command("a", 1, new SwapDistribution(Map.of("distribution.tasks", "100000"), null));
    generator.command("a", 2, new SwapDistribution(Map.of("task.modulus", "13"), null));
    generator.demand("a", 3);

    assertThat(generator.events())
        .extracting(RunEvent::getKind)
        .containsExactly(EventKind.REFUSED, EventKind.REFUSED);
    assertThat(generator.batches())
        .extracting(SequenceBatch::getDistributionVersion)
        .containsOnly(0);
  }

  @Test
  void ofTwoCommandsWithOneVersionTheSecondIsRefused() {
    generator.start("a");
    generator.command("a", 1, new SwapDistribution(Map.of("distribution.tasks", "2"), 4L));
    generator.command("a", 1, new SwapDistribution(Map.of("distribution.tasks", "3"), 4L));
    generator.start("a");
    generator.demand("a", 6);

    assertThat(generator.answers())
        .extracting(RunEvent::getKind, event -> event.getDetails().get(EventDetails.COMMAND))
        .containsExactly(
            tuple(EventKind.ACCEPTED, "command-0"),
            tuple(EventKind.ACCEPTED, "command-1"),
            tuple(EventKind.REFUSED, "command-2"),
            tuple(EventKind.REFUSED, "command-3"));
    assertThat(generator.batches().get(4).getSwap()).isEqualTo(Map.of("distribution.tasks", "2"));
  }

  @Test
  void aVersionThatLeavesAGapDoesNotLockTheRun() {
    generator.start("a");
    generator.command("a", 7, new PauseRun());
    generator.command("a", 8, new ResumeRun());
    generator.demand("a", 2);

    assertThat(generator.batches()).hasSize(2);
  }

  @Test
  void onlyTheFirstBatchOfADistributionBringsTheChange() {
    generator.start("a");
    generator.command("a", 1, new SwapDistribution(Map.of("distribution.tasks", "2"), 2L));
    generator.demand("a", 4);

    assertThat(generator.batches())
        .extracting(SequenceBatch::getSwap)
        .containsExactly(null, null, Map.of("distribution.tasks", "2"), null);
  }

  @Test
  void everyAnswerSaysFromWhichBatchOn() {
    generator.start("a");
    generator.demand("a", 3);
    generator.command("a", 1, new SwapDistribution(Map.of("distribution.tasks", "2"), null));
    generator.command("a", 2, new PauseRun());
    generator.command("a", 3, new ResumeRun());
    generator.command("a", 4, new StopRun());

    assertThat(generator.answers())
        .extracting(RunEvent::getKind, RunEvent::getBatch, RunEvent::getMessage)
        .containsExactly(
            tuple(EventKind.ACCEPTED, 0L, "the run begins with batch 0"),
            tuple(EventKind.ACCEPTED, 3L, "from batch 3 on: distribution.tasks = 2"),
            tuple(EventKind.PAUSED, 3L, "the run pauses before batch 3"),
            tuple(EventKind.CONTINUED, 3L, "the run goes on with batch 3"),
            tuple(EventKind.STOPPED, 3L, "the run ends before batch 3"));
  }

  /** A trainer begins to read there; that a swap names none keeps it out of the changes. */
  @Test
  void onlyTheAnswerThatBeginsARunNamesWhereTheLogEnds() {
    Map<String, String> changes = Map.of("distribution.tasks", "2");
    generator.logEnd.set(1234);
    generator.start("a");
    generator.start("a");
    generator.command("a", 1, new SwapDistribution(changes, null));
    generator.logEnd.set(-1);
    generator.start("b");

    List<RunEvent> answers = generator.answers();
    assertThat(answers)
        .extracting(event -> event.getDetails().get(EventDetails.BATCHES_FROM))
        .containsExactly("1234", null, null, null);
    assertThat(BatchesStart.in(answers.subList(0, 3))).hasValue(1234);
    assertThat(BatchesStart.in(answers.subList(3, 4))).isEmpty();
    RunSpec accepted = EffectiveSpec.accepted(GeneratorDriver.SPEC, answers.subList(0, 3));
    assertThat(accepted.swaps()).extracting(ScheduledSwap::changes).containsExactly(changes);
  }

  @Test
  void aFinishedRunAndABatchBeyondTheEndAreRefused() {
    Map<String, String> changes = Map.of("distribution.tasks", "2");
    generator.start("a");
    generator.command("a", 1, new SwapDistribution(changes, 1_000_000L));
    generator.demand("a", GeneratorDriver.ENDS_AT);
    for (int drain = 0; drain < 8; drain++) {
      generator.advance(GeneratorProcessor.DRAIN_EVERY);
    }
    generator.command("a", 2, new SwapDistribution(changes, null));

    assertThat(generator.answers().stream().skip(1).toList())
        .hasSize(2)
        .allMatch(event -> event.getKind() == EventKind.REFUSED)
        .extracting(RunEvent::getMessage)
        .satisfiesExactly(
            beyond -> assertThat(beyond).contains("batch 1000000 is beyond the run's end"),
            over -> assertThat(over).contains("every batch of the run up to its end at 500"));
  }

  @Test
  void aForkBeginsAtItsStepWithItsSwap() {
    RunSpec child =
        GeneratorDriver.SPEC.withSwap(new ScheduledSwap(5, Map.of("distribution.tasks", "2")));
    generator.command("b", 0, new ForkRun("a", 5L, RunSpecs.canonical(child)));
    generator.demand("b", 7);

    assertThat(generator.batches())
        .extracting(SequenceBatch::getIndex, SequenceBatch::getDistributionVersion)
        .containsExactly(tuple(5L, 1), tuple(6L, 1));
    assertThat(generator.events())
        .extracting(RunEvent::getKind, RunEvent::getBatch)
        .containsExactly(tuple(EventKind.SWAPPED, 5L));
  }

  @Test
  void aPausedRunProducesNothingUntilItIsResumed() {
    generator.start("a");
    generator.command("a", 1, new PauseRun());
    generator.demand("a", 2);
    assertThat(generator.batches()).isEmpty();

    generator.command("a", 2, new ResumeRun());

    assertThat(generator.batches()).hasSize(2);
  }

  @Test
  void aStoppedRunStaysStopped() {
    generator.start("a");
    generator.command("a", 1, new StopRun());
    generator.command("a", 2, new ResumeRun());
    generator.demand("a", 2);

    assertThat(generator.batches()).isEmpty();
    assertThat(generator.events())
        .extracting(RunEvent::getKind)
        .containsExactly(EventKind.STOPPED, EventKind.REFUSED);
  }

  @Test
  void aSpecThatCannotRunIsRefused() {
    generator.command("a", 0, new StartRun("seed: [1"));
    generator.demand("a", 1);

    assertThat(generator.events()).extracting(RunEvent::getKind).containsExactly(EventKind.REFUSED);
    assertThat(generator.batches()).isEmpty();
  }
}
