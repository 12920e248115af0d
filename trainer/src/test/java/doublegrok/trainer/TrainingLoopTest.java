package doublegrok.trainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import doublegrok.model.ComputeDevice;
import doublegrok.model.ComputeThreads;
import doublegrok.model.DeviceChoice;
import doublegrok.model.FloatTensor;
import doublegrok.model.ModelState;
import doublegrok.model.TrainingProgram;
import doublegrok.record.CheckpointManifest;
import doublegrok.record.Demand;
import doublegrok.record.EventKind;
import doublegrok.record.SequenceBatch;
import doublegrok.record.StepReport;
import doublegrok.schemas.Topics;
import doublegrok.trainer.Orders.Order;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A tiny model on batches by hand. */
@Timeout(120)
final class TrainingLoopTest {
  @TempDir
  private Path directory;

  private final FakeLog log = new FakeLog();
  private Clock clock = Given.CLOCK;
  private final AtomicBoolean stopped = new AtomicBoolean();

  @Test
  void everyStepIsReportedInOrder() throws InterruptedException {
    train(RunOpening.start(Given.SPEC), 7, batches(0, 7));

    List<StepReport> reports = log.published(Topics.STEPS);
    assertThat(reports).extracting(StepReport::getStep).containsExactly(1L, 2L, 3L, 4L, 5L, 6L, 7L);
    assertThat(reports).allSatisfy(report -> {
      assertThat(report.getTokens()).isEqualTo(36);
      assertThat(report.getLoss()).isBetween(0.1, 10.0);
      assertThat(report.getGradientNorm()).isPositive();
    });
    assertThat(reports.get(0).getLearningRate()).isLessThan(reports.get(6).getLearningRate());
  }

  @Test
  void checkpointsAreTakenBeforeTheFirstStepAsAskedAndAtTheEnd() throws InterruptedException {
    train(RunOpening.start(Given.SPEC), 12, batches(0, 12));

    assertThat(log.published(Topics.CHECKPOINTS))
        .extracting(CheckpointManifest::getStep)
        .containsExactly(0L, 5L, 10L, 12L);
    assertThat(log.published(Topics.CHECKPOINTS))
        .extracting(CheckpointManifest::getNextBatchOffset)
        .containsExactly(0L, 5L, 10L, 12L);
    assertThat(log.published(Topics.DEMAND)).extracting(Demand::getUpToBatch).containsOnly(12L);
  }

  @Test
  void aManifestFollowsTheReportsUpToItsStep() throws InterruptedException {
    train(RunOpening.start(Given.SPEC), 10, batches(0, 10));

    List<String> topics = log.producer.history().stream()
        .map(each -> each.topic())
        .filter(topic -> !topic.equals(Topics.DEMAND.name()))
        .toList();
    assertThat(topics.indexOf(Topics.CHECKPOINTS.name())).isZero();
    assertThat(topics.get(6)).isEqualTo(Topics.CHECKPOINTS.name());
    assertThat(topics.get(12)).isEqualTo(Topics.CHECKPOINTS.name());
    assertThat(topics).hasSize(13);
  }

  @Test
  void aStoppedLoopTakesACheckpointOfWhatIsDone() throws InterruptedException {
    long done = train(RunOpening.start(Given.SPEC), 20, batches(0, 7));

    assertThat(done).isEqualTo(7);
    assertThat(log.published(Topics.CHECKPOINTS))
        .extracting(CheckpointManifest::getStep)
        .containsExactly(0L, 5L, 7L);
  }

  @Test
  void reportsAndCheckpointsHaveTheVersionOfTheirBatch() throws InterruptedException {
    List<SequenceBatch> batches = LongStream.range(5, 11)
        .mapToObj(index -> Given.batch(Given.RUN, index, index < 7 ? 2 : 3))
        .toList();
    RunOpening opening = new RunOpening(
        EventKind.FORKED, Given.SPEC, Given.state(5), 2, OptionalLong.empty(), List.of());

    train(opening, 11, batches);

    assertThat(log.published(Topics.CHECKPOINTS))
        .extracting(CheckpointManifest::getDistributionVersion)
        .containsExactly(2, 3, 3);
    assertThat(log.published(Topics.STEPS))
        .extracting(StepReport::getDistributionVersion)
        .containsExactly(2, 2, 3, 3, 3, 3);
  }

  @Test
  void aKilledAndResumedRunIsTheUninterruptedOneBitForBit() throws InterruptedException {
    train(RunOpening.start(Given.SPEC), 20, batches(0, 20));
    List<StepReport> straight = log.published(Topics.STEPS);
    List<CheckpointManifest> manifests = log.published(Topics.CHECKPOINTS);
    TrainingLoopTest killed = again();
    killed.train(RunOpening.start(Given.SPEC), 20, batches(0, 13));
    List<CheckpointManifest> survived =
        killed.log.published(Topics.CHECKPOINTS).subList(0, 3); // as if it had died in step 13

    TrainingLoopTest resumed = again();
    RunOpening opening = RunOpening.resume(Given.SPEC, survived, Given.checkpoints(directory));
    assertThat(opening.state().step()).isEqualTo(10);
    resumed.train(opening, 20, batches(0, 20));

    List<CheckpointManifest> after = resumed.log.published(Topics.CHECKPOINTS);
    assertThat(after).extracting(CheckpointManifest::getStep).containsExactly(15L, 20L);
    assertThat(after)
        .extracting(CheckpointManifest::getWeights)
        .containsExactly(manifests.get(3).getWeights(), manifests.get(4).getWeights());
    assertThat(after)
        .extracting(CheckpointManifest::getOptimizer)
        .containsExactly(manifests.get(3).getOptimizer(), manifests.get(4).getOptimizer());
    assertThat(resumed.log.published(Topics.STEPS))
        .extracting(StepReport::getStep, StepReport::getLoss, StepReport::getGradientNorm)
        .isEqualTo(straight.subList(10, 20).stream()
            .map(each -> tuple(each.getStep(), each.getLoss(), each.getGradientNorm()))
            .toList());
  }

  @Test
  void aLossThatIsNoNumberStopsTheRunWithoutACheckpoint() {
    ModelState sound = Given.state(5);
    List<FloatTensor> poisoned = sound.weights().stream()
        .map(each -> {
          float[] values = new float[each.values().length];
          Arrays.fill(values, Float.NaN);
          return new FloatTensor(each.name(), each.shape(), values);
        })
        .toList();
    RunOpening opening = new RunOpening(
        EventKind.RESUMED,
        Given.SPEC,
        new ModelState(poisoned, sound.moments(), 5),
        0,
        OptionalLong.empty(),
        List.of());

    assertThatThrownBy(() -> train(opening, 20, batches(5, 20)))
        .isInstanceOf(TrainingLoop.DivergedException.class)
        .hasMessageContaining("the loss of run 'a' is NaN")
        .hasMessageContaining("at step 6; lower the learning rate");
    assertThat(log.published(Topics.CHECKPOINTS)).isEmpty();
    assertThat(log.published(Topics.STEPS)).isEmpty();
  }

  @Test
  void aBatchThatIsNotWhatItSaysIsRefusedAndMadeAgain() throws InterruptedException {
    SequenceBatch wrong =
        SequenceBatch.newBuilder(Given.batch(3)).setChecksum(1).build();
    List<SequenceBatch> batches =
        List.of(Given.batch(0), Given.batch(1), Given.batch(2), wrong, Given.batch(4));
    log.atPoll(3, () -> log.append(3, 4));

    train(RunOpening.start(Given.SPEC), 5, batches);

    assertThat(log.refused).containsOnlyKeys(3L);
    assertThat(log.published(Topics.STEPS))
        .extracting(StepReport::getStep)
        .containsExactly(1L, 2L, 3L, 4L, 5L);
    assertThat(log.published(Topics.DEMAND)).contains(new Demand(Given.RUN, 5L, 3L, 1L, 5L));
  }

  @Test
  void aClockThatJumpsAnHourBackAndForthChangesTheStampsAlone() throws InterruptedException {
    train(RunOpening.start(Given.SPEC), 12, batches(0, 12));
    TrainingLoopTest jumping = again();
    jumping.clock = new JumpingClock();
    jumping.train(RunOpening.start(Given.SPEC), 12, batches(0, 12));

    assertThat(stampless(jumping.log)).hasSize(12 + 4).isEqualTo(stampless(log));
    assertThat(jumping.log.published(Topics.STEPS))
        .extracting(StepReport::getFinishedAtMillis)
        .doesNotHaveDuplicates()
        .isNotEqualTo(jumping.log.published(Topics.STEPS).stream()
            .map(StepReport::getFinishedAtMillis)
            .sorted()
            .toList());
  }

  private static List<Object> stampless(FakeLog log) {
    List<Object> records = new ArrayList<>();
    for (StepReport each : log.published(Topics.STEPS)) {
      records.add(StepReport.newBuilder(each)
          .setFinishedAtMillis(Instant.EPOCH)
          .setStepSeconds(0)
          .setWaitSeconds(0)
          .build());
    }
    for (CheckpointManifest each : log.published(Topics.CHECKPOINTS)) {
      records.add(
          CheckpointManifest.newBuilder(each).setCreatedAtMillis(Instant.EPOCH).build());
    }
    return records;
  }

  private TrainingLoopTest again() {
    TrainingLoopTest other = new TrainingLoopTest();
    other.directory = directory;
    return other;
  }

  /** Trains until the last step, or until the batches are used up. */
  private long train(RunOpening opening, long last, List<SequenceBatch> batches)
      throws InterruptedException {
    ComputeThreads.use(1);
    ComputeDevice device = ComputeDevice.choose(DeviceChoice.CPU);
    try (Publisher publisher = log.publisher();
        BatchReader reader = log.reader(opening.offset());
        TrainingProgram program = TrainingProgram.open(
            Given.SPEC.model(), Given.SPEC.optimizer(), opening.state(), device)) {
      batches.forEach(log::append);
      log.atPoll(2, () -> stopped.set(true));
      BatchFeed feed = new BatchFeed(
          Given.RUN,
          reader,
          publisher,
          offset -> OptionalLong.empty(),
          64,
          last,
          0,
          wait -> Order.NONE,
          stopped::get,
          System::nanoTime);
      TrainingLoop loop = new TrainingLoop(
          Given.RUN,
          program,
          reader,
          feed,
          publisher,
          Given.checkpoints(Given.RUN, directory, clock),
          clock);
      loop.train(opening, last);
      return loop.done();
    }
  }

  private static List<SequenceBatch> batches(long from, long to) {
    return LongStream.range(from, to).mapToObj(Given::batch).toList();
  }
}
