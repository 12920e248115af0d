package doublegrok.local.endtoend;

import static doublegrok.record.EventKind.ACCEPTED;
import static doublegrok.record.EventKind.FINISHED;
import static doublegrok.record.EventKind.RESUMED;
import static doublegrok.record.EventKind.STARTED;
import static doublegrok.record.EventKind.SWAPPED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import doublegrok.generator.BatchSource;
import doublegrok.local.pipeline.LocalPipeline;
import doublegrok.log.EventDetails;
import doublegrok.log.Topics;
import doublegrok.record.CheckpointManifest;
import doublegrok.record.RunEvent;
import doublegrok.record.SequenceBatch;
import doublegrok.record.SetEvaluation;
import doublegrok.record.ShotCount;
import doublegrok.record.StepReport;
import doublegrok.record.TokenSequences;
import doublegrok.viewer.stream.LogFollower;
import doublegrok.viewer.view.RunHistory;
import doublegrok.viewer.view.RunState;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/** The preset smoke from its first batch to its last evaluation, and on from there. */
@TestInstance(Lifecycle.PER_CLASS)
class SmokeIT {
  private static final long SWAP = 200;
  private static final long END = 300;
  private static final long LATER_END = 340;

  private LocalRun run;
  private RunLog log;
  private PageAnswers page;
  private RunState stateAtEnd;
  private RunHistory viewed;
  private RunHistory followed;
  private RunLog later;
  private RunState stateAtLaterEnd;
  private final Set<Thread> threadsBefore = new HashSet<>();

  @BeforeAll
  void runToTheEndAndThenOnInTheSameDirectory(@TempDir Path directory) throws Exception {
    threadsBefore.addAll(nonDaemonThreads());
    run = LocalRun.smoke(directory);
    try (LocalPipeline pipeline = run.startWithPage()) {
      LocalRun.awaitEnd(pipeline);
      log = LocalRun.log(pipeline);
      page = PageAnswers.read(pipeline.pageUrl().orElseThrow(), LocalRun.NAME);
      stateAtEnd = pipeline.standing().orElseThrow().state();
      viewed = pipeline.history().orElseThrow();
      try (LogFollower follower = new LogFollower(pipeline.kafka(), LocalRun.NAME)) {
        follower.catchUp();
        followed = follower.history().orElseThrow();
      }
    }
    try (LocalPipeline pipeline = run.startUntil(LATER_END)) {
      LocalRun.awaitEnd(pipeline);
      later = LocalRun.log(pipeline);
      stateAtLaterEnd = pipeline.standing().orElseThrow().state();
    }
  }

  @Test
  void batchesCountUpFromZero() {
    assertThat(log.batchIndices()).isEqualTo(range(0, END));
  }

  @Test
  void whoFollowsTheLogFromOutsideSeesWhatTheEvaluatorSees() {
    assertThat(followed).isEqualTo(viewed);
  }

  @Test
  void everyBatchIsTheOneThatTheSpecDetermines() {
    BatchSource source = new BatchSource(LocalRun.NAME, run.spec());

    assertThat(later.batches())
        .allSatisfy(batch -> assertThat(encoded(batch))
            .as("batch %d", batch.getIndex())
            .isEqualTo(encoded(source.batch(batch.getIndex()))));
  }

  @Test
  void everyStepIsReportedOnce() {
    assertThat(log.stepNumbers()).isEqualTo(range(1, END + 1));
  }

  @Test
  void lossesAreFiniteAndFall() {
    assertThat(log.losses()).allSatisfy(loss -> assertThat(loss).isFinite().isPositive());
    assertThat(log.meanLoss(101, 200)).isLessThan(log.meanLoss(1, 100));
    assertThat(log.meanLoss(281, 300)).isLessThan(log.meanLoss(1, 20) / 2);
  }

  @Test
  void checkpointsAreTakenAtTheStartAndAsOftenAsAsked() {
    assertThat(log.checkpointSteps()).containsExactly(0L, 100L, 200L, 300L);
    assertThat(log.checkpoints())
        .allSatisfy(each -> assertThat(each.getNextBatch()).isEqualTo(each.getStep()));
  }

  @Test
  void everyCheckpointIsEvaluatedOnEverySetOnce() {
    String[] sets = {"id-train", "id-test", "ood"};
    String[] setsAfterSwap = {"id-train", "id-test", "ood", "formerly-id-train", "formerly-id-test"
    };

    // The checkpoint at step 200 has not seen batch 200, the first after the swap.
    assertThat(log.setsAt(0)).containsExactlyInAnyOrder(sets);
    assertThat(log.setsAt(100)).containsExactlyInAnyOrder(sets);
    assertThat(log.setsAt(200)).containsExactlyInAnyOrder(sets);
    assertThat(log.setsAt(300)).containsExactlyInAnyOrder(setsAfterSwap);
    assertThat(log.evaluations()).hasSize(3 * sets.length + setsAfterSwap.length);
  }

  @Test
  void evaluationsAreOfTheWeightsInTheManifest() {
    for (CheckpointManifest manifest : log.checkpoints()) {
      assertThat(log.evaluationsAt(manifest.getStep())).allSatisfy(each -> {
        assertThat(each.getWeightsSha256()).isEqualTo(manifest.getWeights().getSha256());
        assertThat(each.getSequences()).isEqualTo(128);
      });
    }
  }

  /**
   * A guess is right with probability 1/11. By Hoeffding's bound in its relative-entropy form, 128
   * independent guesses give 64 or more right ones with a probability below
   * exp(-128 KL(1/2 || 1/11)) = exp(-70).
   */
  @Test
  void trainedTasksAreSolvedFarBetterThanByChance() {
    ShotCount last = lastShot(evaluation(END, "id-train"));

    assertThat(last.getTotal()).isEqualTo(128);
    assertThat(last.getCorrect()).isGreaterThanOrEqualTo(64);
  }

  @Test
  void theSwapTakesEffectAtTheBatchThatTheSpecNames() {
    List<RunEvent> swaps =
        log.events().stream().filter(each -> each.getKind() == SWAPPED).toList();

    assertThat(swaps).singleElement().satisfies(swap -> {
      assertThat(swap.getBatch()).isEqualTo(SWAP);
      assertThat(swap.getStep()).isEqualTo(SWAP + 1);
      assertThat(swap.getDistributionVersion()).isEqualTo(1);
    });
    assertThat(log.steps())
        .allSatisfy(step ->
            assertThat(step.getDistributionVersion()).isEqualTo(version(step.getStep() - 1)));
  }

  @Test
  void noBatchMixesTwoDistributions() {
    Set<Integer> before = latents(log.batches().subList(0, (int) SWAP));
    Set<Integer> after = latents(log.batches().subList((int) SWAP, (int) END));

    assertThat(log.batches())
        .allSatisfy(batch ->
            assertThat(batch.getDistributionVersion()).isEqualTo(version(batch.getIndex())));
    assertThat(before).hasSize(8);
    assertThat(after).hasSize(4);
  }

  @Test
  void theRunIsFinishedAtItsEnd() {
    assertThat(log.eventKinds()).containsExactlyInAnyOrder(ACCEPTED, STARTED, SWAPPED, FINISHED);
    assertThat(stateAtEnd).isEqualTo(RunState.FINISHED);
  }

  @Test
  void transitionsAreToldOnceEachWithTheirEvidence() {
    assertThat(log.transitions())
        .isNotEmpty()
        .doesNotHaveDuplicates()
        .allSatisfy(event -> assertThat(event.getDetails())
            .containsKeys(EventDetails.TRANSITION, EventDetails.SET, "after_step", "by_step"));
    assertThat(log.transitions())
        .extracting(event -> event.getDetails().get(EventDetails.TRANSITION))
        .contains("ID-memorisation");
  }

  @Test
  void thePageAndItsScriptsAreServed() {
    assertThat(page.statuses())
        .allSatisfy((path, status) -> assertThat(status).as(path).isEqualTo(200));
    assertThat(page.html()).containsIgnoringCase("<!doctype html>").contains("doublegrok");
  }

  @Test
  void metricsTellWhatTheTopicsHold() {
    StepReport last = log.steps().get((int) END - 1);

    assertThat(page.metric("doublegrok_run_step")).isEqualTo(END);
    assertThat(page.metric("doublegrok_loss_nats")).isEqualTo(last.getLoss());
    assertThat(page.metric("doublegrok_run_state", "state", "finished")).isEqualTo(1);
    assertThat(page.metric("doublegrok_last_checkpoint_step")).isEqualTo(END);
    assertThat(log.evaluationsAt(END)).allSatisfy(each -> {
      ShotCount shot = lastShot(each);
      assertThat(page.metric("doublegrok_accuracy_ratio", "set", each.getSet()))
          .isEqualTo((double) shot.getCorrect() / shot.getTotal());
      assertThat(page.metric("doublegrok_evaluation_queries", "set", each.getSet()))
          .isEqualTo((double) shot.getTotal());
    });
  }

  @Test
  void thePageShowsTheMetricsOfAllThreeServices() {
    assertThat(page.metric("doublegrok_trainer_step")).isEqualTo(END);
    assertThat(page.metric("doublegrok_trainer_steps_total")).isEqualTo(END);
    assertThat(page.metric("doublegrok_generator_batches_total")).isEqualTo(END);
    assertThat(page.metrics()).contains("doublegrok_evaluator_evaluation_seconds_count 4.0");
  }

  @Test
  void theApiTellsWhatTheTopicsHold() {
    assertThat(page.losses()).isEqualTo(log.losses());
    assertThat(page.run("/summary/state").asText()).isEqualTo("finished");
    assertThat(page.run("/summary/step").asLong()).isEqualTo(END);
    for (SetEvaluation each : log.evaluations()) {
      ShotCount shot = lastShot(each);
      assertThat(page.lastShot(each.getSet(), each.getStep(), "correct"))
          .isEqualTo(shot.getCorrect());
      assertThat(page.lastShot(each.getSet(), each.getStep(), "total")).isEqualTo(shot.getTotal());
    }
  }

  @Test
  void goesOnBeyondItsEndInTheSameDirectory() {
    assertThat(later.stepNumbers()).isEqualTo(range(1, LATER_END + 1));
    assertThat(later.batchIndices()).isEqualTo(range(0, LATER_END));
    assertThat(later.checkpointSteps()).containsExactly(0L, 100L, 200L, 300L, 340L);
    assertThat(later.steps().subList(0, (int) END)).isEqualTo(log.steps());
    assertThat(later.setsAt(LATER_END)).hasSize(5);
    assertThat(later.eventKinds()).endsWith(RESUMED, FINISHED).containsOnlyOnce(SWAPPED, STARTED);
    assertThat(stateAtLaterEnd).isEqualTo(RunState.FINISHED);
  }

  @Test
  void nothingKeepsTheProcessAliveOnceClosed() {
    await()
        .pollInSameThread()
        .atMost(LocalRun.PATIENCE)
        .untilAsserted(() -> assertThat(nonDaemonThreads()).isSubsetOf(threadsBefore));
  }

  private SetEvaluation evaluation(long step, String set) {
    return log.evaluationsAt(step).stream()
        .filter(each -> each.getSet().equals(set))
        .findFirst()
        .orElseThrow();
  }

  private static ShotCount lastShot(SetEvaluation evaluation) {
    return evaluation.getShots().get(evaluation.getShots().size() - 1);
  }

  private static int version(long batch) {
    return batch < SWAP ? 0 : 1;
  }

  private static Set<Integer> latents(List<SequenceBatch> batches) {
    Set<Integer> latents = new HashSet<>();
    batches.forEach(batch -> latents.addAll(((TokenSequences) batch.getPayload()).getLatents()));
    return latents;
  }

  private static byte[] encoded(SequenceBatch batch) {
    return Topics.BATCHES.codec().encode(batch);
  }

  private static List<Long> range(long from, long to) {
    return LongStream.range(from, to).boxed().toList();
  }

  private static Set<Thread> nonDaemonThreads() {
    Set<Thread> threads = new HashSet<>(Thread.getAllStackTraces().keySet());
    threads.removeIf(Thread::isDaemon);
    return threads;
  }
}
