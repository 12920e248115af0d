package doublegrok.trainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import doublegrok.log.Topics;
import doublegrok.model.FloatTensor;
import doublegrok.model.ModelState;
import doublegrok.record.CheckpointManifest;
import doublegrok.record.Demand;
import doublegrok.record.EventKind;
import doublegrok.record.SequenceBatch;
import doublegrok.record.StepReport;
import doublegrok.store.CheckpointStore;
import doublegrok.store.DirectoryStore;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Tests of what goes wrong while a tiny model trains. */
@Timeout(120)
final class TrainingLoopFailureTest {
  @TempDir
  private Path directory;

  private LoopDriver loop;

  @BeforeEach
  void open() {
    loop = new LoopDriver(directory);
  }

  @Test
  void trainingGoesOnWhenTheStoreFailsAndTheNextCheckpointIsTaken() throws Exception {
    loop.beforeStoring = number -> {
      if (number == 6) { // the optimizer's file of the second checkpoint
        HookedStore.breakIn(directory);
      } else if (number == 7) {
        HookedStore.mendIn(directory);
      }
    };

    long done = loop.train(RunOpening.start(Given.SPEC), 12, LoopDriver.batches(0, 12));

    assertThat(done).isEqualTo(12);
    List<CheckpointManifest> manifests = loop.log.published(Topics.CHECKPOINTS);
    assertThat(manifests).extracting(CheckpointManifest::getStep).containsExactly(0L, 10L, 12L);
    CheckpointStore store = DirectoryStore.in(directory);
    assertThat(manifests)
        .allSatisfy(
            each -> assertThat(Checkpoints.load(store, each).step()).isEqualTo(each.getStep()));
    assertThat(loop.log.published(Topics.EVENTS)).singleElement().satisfies(alarm -> {
      assertThat(alarm.getKind()).isEqualTo(EventKind.ALARM);
      assertThat(alarm.getStep()).isEqualTo(5);
      assertThat(alarm.getMessage())
          .startsWith("there is no checkpoint at step 5: cannot write a checkpoint to " + directory)
          .endsWith("; the run goes on, the last good one is at step 0");
    });
  }

  @Test
  void aLastCheckpointThatCannotBeWrittenFailsTheRunAndNamesTheWayOut() {
    loop.beforeStoring = number -> {
      if (number == 4) {
        HookedStore.breakIn(directory);
      }
    };

    assertThatThrownBy(() -> loop.train(RunOpening.start(Given.SPEC), 20, LoopDriver.batches(0, 7)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageStartingWith("run 'a' has done step 7, but its checkpoint there could not be"
            + " written (cannot write a checkpoint to " + directory)
        .hasMessageContaining("the last good one is at step 0; make room or mend the directory,")
        .hasMessageEndingWith("it makes the steps since then once more");
    assertThat(loop.log.published(Topics.STEPS)).hasSize(7);
    assertThat(loop.log.published(Topics.CHECKPOINTS))
        .extracting(CheckpointManifest::getStep)
        .containsExactly(0L);
  }

  @Test
  void aRunWithoutAnyCheckpointSaysSoAtItsEnd() {
    HookedStore.breakIn(directory);

    assertThatThrownBy(() -> loop.train(RunOpening.start(Given.SPEC), 20, LoopDriver.batches(0, 2)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("there is no good one yet");
    assertThat(loop.log.published(Topics.STEPS)).hasSize(2);
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
        Optional.empty(),
        List.of());

    assertThatThrownBy(() -> loop.train(opening, 20, LoopDriver.batches(5, 20)))
        .isInstanceOf(TrainingLoop.DivergedException.class)
        .hasMessageContaining("the loss of run 'a' is NaN")
        .hasMessageContaining("at step 6; lower the learning rate");
    assertThat(loop.log.published(Topics.CHECKPOINTS)).isEmpty();
    assertThat(loop.log.published(Topics.STEPS)).isEmpty();
  }

  @Test
  void aBatchThatIsNotWhatItSaysIsRefusedAndMadeAgain() throws InterruptedException {
    SequenceBatch wrong =
        SequenceBatch.newBuilder(Given.batch(3)).setChecksum(1).build();
    List<SequenceBatch> batches =
        List.of(Given.batch(0), Given.batch(1), Given.batch(2), wrong, Given.batch(4));
    loop.log.atPoll(3, () -> loop.log.append(3, 4));

    loop.train(RunOpening.start(Given.SPEC), 5, batches);

    assertThat(loop.log.refused).containsOnlyKeys(3L);
    assertThat(loop.log.published(Topics.STEPS))
        .extracting(StepReport::getStep)
        .containsExactly(1L, 2L, 3L, 4L, 5L);
    assertThat(loop.log.published(Topics.DEMAND)).contains(new Demand(Given.RUN, 5L, 3L, 1L, 5L));
  }

  @Test
  void aClockThatJumpsAnHourBackAndForthChangesTheStampsAlone() throws InterruptedException {
    loop.train(RunOpening.start(Given.SPEC), 12, LoopDriver.batches(0, 12));
    LoopDriver jumping = new LoopDriver(directory);
    jumping.clock = new JumpingClock();
    jumping.train(RunOpening.start(Given.SPEC), 12, LoopDriver.batches(0, 12));

    assertThat(stampless(jumping.log)).hasSize(12 + 4).isEqualTo(stampless(loop.log));
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
}
