package doublegrok.local.containers;

import static doublegrok.local.containers.ExampleRuns.END;
import static doublegrok.local.containers.ExampleRuns.PATIENCE;
import static doublegrok.local.containers.ExampleRuns.SWAP;
import static doublegrok.local.containers.ExampleRuns.range;
import static doublegrok.local.containers.ExampleRuns.setsAt;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import doublegrok.evaluator.EvaluatorSettings;
import doublegrok.generator.BatchSource;
import doublegrok.generator.GeneratorApp;
import doublegrok.local.endtoend.RunLog;
import doublegrok.local.pipeline.EvaluatorWithViewer;
import doublegrok.local.process.DataDirectory;
import doublegrok.log.KafkaSettings;
import doublegrok.log.RecordKeys;
import doublegrok.log.TopicAdmin;
import doublegrok.log.Topics;
import doublegrok.model.DeviceChoice;
import doublegrok.record.EventKind;
import doublegrok.record.RunEvent;
import doublegrok.record.SequenceBatch;
import doublegrok.record.SetEvaluation;
import doublegrok.status.ServiceHealth;
import doublegrok.trainer.TrainerApp;
import doublegrok.trainer.TrainerSettings;
import doublegrok.trainer.compute.ComputeSettings;
import doublegrok.viewer.ViewerSettings;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/** Promises to a run, whichever Kafka it is on: one is left in peace, one is stopped. */
@TestInstance(Lifecycle.PER_CLASS)
abstract class PipelineContract {
  private static final long STOPPED_AFTER = 30;

  private ExampleRuns runs;
  private RunLog peace;
  private RunLog stopped;

  /** The Kafka that the promises are to hold on. */
  abstract KafkaSettings kafka();

  @BeforeAll
  void trainTwoRunsOfOneSpec(@TempDir Path directory) throws Exception {
    KafkaSettings kafka = kafka();
    DataDirectory data = new DataDirectory(directory);
    runs = new ExampleRuns(kafka);
    TopicAdmin.ensureTopics(kafka, PATIENCE);
    try (GeneratorApp generator = GeneratorApp.start(kafka, data.state("generator"));
        EvaluatorWithViewer evaluator = evaluator(data)) {
      for (String run : List.of("peace", "stopped")) {
        runs.start(run, ExampleRuns.spec());
      }
      assertThat(train(data, "peace", OptionalLong.empty())).isEqualTo(END);
      assertThat(train(data, "stopped", OptionalLong.of(STOPPED_AFTER))).isEqualTo(STOPPED_AFTER);
      assertThat(train(data, "stopped", OptionalLong.empty())).isEqualTo(END);
      await().atMost(PATIENCE).until(() -> runs.evaluated("peace") && runs.evaluated("stopped"));
      assertThat(generator.failure()).isNotDone();
      assertThat(evaluator.failure()).isNotDone();
    }
    peace = runs.log("peace");
    stopped = runs.log("stopped");
  }

  @Test
  void everyBatchIsThereOnceAndIsTheOneThatTheSpecDetermines() {
    BatchSource source = new BatchSource("peace", ExampleRuns.spec());

    assertThat(peace.batchIndices()).isEqualTo(range(0, END));
    assertThat(stopped.batchIndices()).isEqualTo(range(0, END));
    assertThat(peace.batches())
        .allMatch(batch -> Arrays.equals(encoded(batch), encoded(source.batch(batch.getIndex()))));
  }

  @Test
  void everyStepIsReportedOnce() {
    assertThat(peace.stepNumbers()).isEqualTo(range(1, END + 1));
    assertThat(stopped.stepNumbers()).isEqualTo(range(1, END + 1));
  }

  @Test
  void aStoppedRunEndsWithTheBytesOfOneThatWasNot() {
    assertThat(stopped.losses()).isEqualTo(peace.losses());
    assertThat(stopped.lastCheckpoint().getStep()).isEqualTo(END);
    assertThat(stopped.lastCheckpoint().getWeights())
        .isEqualTo(peace.lastCheckpoint().getWeights());
    assertThat(stopped.lastCheckpoint().getOptimizer())
        .isEqualTo(peace.lastCheckpoint().getOptimizer());
  }

  @Test
  void everyCheckpointIsEvaluatedOnEverySetOnce() {
    assertThat(peace.checkpointSteps()).isEqualTo(ExampleRuns.CHECKPOINTS);
    assertThat(setsAt(peace, 0)).isEqualTo(ExampleRuns.SETS);
    assertThat(setsAt(peace, END)).isEqualTo(ExampleRuns.SETS_AFTER_SWAP);
    assertThat(peace.evaluations())
        .extracting(PipelineContract::key)
        .doesNotHaveDuplicates()
        .hasSize(3 * ExampleRuns.SETS.size() + ExampleRuns.SETS_AFTER_SWAP.size());
    assertThat(stopped.evaluations()).extracting(PipelineContract::key).doesNotHaveDuplicates();
    assertThat(stopped.checkpointSteps()).containsAll(ExampleRuns.CHECKPOINTS);
  }

  @Test
  void theSwapTakesEffectAtTheBatchThatTheSpecNames() {
    for (RunLog log : List.of(peace, stopped)) {
      assertThat(log.events())
          .filteredOn(each -> each.getKind() == EventKind.SWAPPED)
          .extracting(RunEvent::getBatch)
          .containsExactly(SWAP);
      assertThat(log.batches())
          .allMatch(each -> each.getDistributionVersion() == (each.getIndex() < SWAP ? 0 : 1));
    }
  }

  @Test
  void nothingIsRejected() {
    assertThat(runs.rejected()).isEmpty();
  }

  private static String key(SetEvaluation each) {
    return RecordKeys.evaluation(each.getRun(), each.getStep(), each.getSet());
  }

  private static byte[] encoded(SequenceBatch batch) {
    return Topics.BATCHES.codec().encode(batch);
  }

  private long train(DataDirectory data, String run, OptionalLong until) throws Exception {
    TrainerSettings settings = new TrainerSettings(
        runs.kafka(),
        run,
        data.checkpoints(),
        ComputeSettings.on(DeviceChoice.CPU, 1),
        until,
        false);
    try (TrainerApp trainer = TrainerApp.start(settings)) {
      return trainer.result().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }
  }

  private EvaluatorWithViewer evaluator(DataDirectory data) {
    return EvaluatorWithViewer.start(
        new EvaluatorSettings(runs.kafka(), data.checkpoints(), DeviceChoice.CPU, 1),
        new ViewerSettings(runs.kafka(), data.viewState(), Optional.empty()),
        ServiceHealth.ofProcess());
  }
}
