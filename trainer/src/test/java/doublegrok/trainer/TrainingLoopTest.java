package doublegrok.trainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import doublegrok.log.Topics;
import doublegrok.record.CheckpointManifest;
import doublegrok.record.Demand;
import doublegrok.record.EventKind;
import doublegrok.record.SequenceBatch;
import doublegrok.record.StepReport;
import doublegrok.spec.RunSpecs;
import doublegrok.store.DirectoryStore;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A tiny model on batches by hand. */
@Timeout(120)
final class TrainingLoopTest {
  @TempDir
  private Path directory;

  private LoopDriver loop;

  @BeforeEach
  void open() {
    loop = new LoopDriver(directory);
  }

  @Test
  void everyStepIsReportedInOrder() throws InterruptedException {
    loop.train(RunOpening.start(Given.SPEC), 7, LoopDriver.batches(0, 7));

    List<StepReport> reports = loop.log.published(Topics.STEPS);
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
    loop.train(RunOpening.start(Given.SPEC), 12, LoopDriver.batches(0, 12));

    assertThat(loop.log.published(Topics.CHECKPOINTS))
        .extracting(CheckpointManifest::getStep)
        .containsExactly(0L, 5L, 10L, 12L);
    assertThat(loop.log.published(Topics.CHECKPOINTS))
        .extracting(CheckpointManifest::getNextBatchOffset)
        .containsExactly(0L, 5L, 10L, 12L);
    assertThat(loop.log.published(Topics.DEMAND))
        .extracting(Demand::getUpToBatch)
        .containsOnly(12L);
  }

  @Test
  void aManifestFollowsTheReportsUpToItsStep() throws InterruptedException {
    loop.train(RunOpening.start(Given.SPEC), 10, LoopDriver.batches(0, 10));

    List<String> topics = loop.log.producer.history().stream()
        .map(each -> each.topic())
        .filter(topic -> !topic.equals(Topics.DEMAND.name()))
        .toList();
    List<String> taken = List.of(Topics.WORK.name(), Topics.CHECKPOINTS.name());
    assertThat(topics.subList(0, 2)).isEqualTo(taken);
    assertThat(topics.subList(7, 9)).isEqualTo(taken);
    assertThat(topics.subList(14, 16)).isEqualTo(taken);
    assertThat(topics).hasSize(16);
  }

  @Test
  void aStoppedLoopTakesACheckpointOfWhatIsDone() throws InterruptedException {
    long done = loop.train(RunOpening.start(Given.SPEC), 20, LoopDriver.batches(0, 7));

    assertThat(done).isEqualTo(7);
    assertThat(loop.log.published(Topics.CHECKPOINTS))
        .extracting(CheckpointManifest::getStep)
        .containsExactly(0L, 5L, 7L);
  }

  @Test
  void reportsAndCheckpointsHaveTheVersionOfTheirBatch() throws InterruptedException {
    List<SequenceBatch> batches = LongStream.range(5, 11)
        .mapToObj(index -> Given.batch(Given.RUN, index, index < 7 ? 2 : 3))
        .toList();
    RunOpening opening = new RunOpening(
        EventKind.FORKED,
        Given.SPEC,
        Given.state(5),
        2,
        OptionalLong.empty(),
        Optional.empty(),
        List.of());

    loop.train(opening, 11, batches);

    assertThat(loop.log.published(Topics.CHECKPOINTS))
        .extracting(CheckpointManifest::getDistributionVersion)
        .containsExactly(2, 3, 3);
    assertThat(loop.log.published(Topics.STEPS))
        .extracting(StepReport::getDistributionVersion)
        .containsExactly(2, 2, 3, 3, 3, 3);
  }

  @Test
  void aKilledAndResumedRunIsTheUninterruptedOneBitForBit() throws InterruptedException {
    loop.train(RunOpening.start(Given.SPEC), 20, LoopDriver.batches(0, 20));
    List<StepReport> straight = loop.log.published(Topics.STEPS);
    List<CheckpointManifest> manifests = loop.log.published(Topics.CHECKPOINTS);
    LoopDriver killed = new LoopDriver(directory);
    killed.train(RunOpening.start(Given.SPEC), 20, LoopDriver.batches(0, 13));
    List<CheckpointManifest> survived =
        killed.log.published(Topics.CHECKPOINTS).subList(0, 3); // as if it had died in step 13

    LoopDriver resumed = new LoopDriver(directory);
    RunOpening opening =
        RunOpening.resume(Given.SPEC, survived, DirectoryStore.in(directory), RunSpecs.builtIn());
    assertThat(opening.state().step()).isEqualTo(10);
    resumed.train(opening, 20, LoopDriver.batches(0, 20));

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
}
