package doublegrok.local.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import doublegrok.local.broker.EmbeddedBroker;
import doublegrok.local.pipeline.LocalPipeline;
import doublegrok.log.KafkaSettings;
import doublegrok.log.RecordKeys;
import doublegrok.log.Topics;
import doublegrok.record.CheckpointManifest;
import doublegrok.record.EventKind;
import doublegrok.record.RunEvent;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** However often a run is interrupted, whatever batches the log loses: its numbers are the same. */
class ResumeIT {
  private static final long END = 140;
  private static final long[] INTERRUPTED_AFTER = {15, 65};

  /** Deletes all that is committed. */
  private static final long ALL = -1;

  private static final String[] CHANGES = {
    "training.steps=" + END,
    "checkpoint.every=40",
    "evaluation.sequences=8",
    "swaps=[{at_batch: 60, set: {distribution.tasks: 4}}]",
  };

  private static RunLog uninterrupted;

  @TempDir
  Path directory;

  @BeforeAll
  static void runWithoutInterruption(@TempDir Path directory) throws Exception {
    uninterrupted = toTheEnd(LocalRun.smoke(directory, CHANGES));
    assertThat(resumedAt(uninterrupted)).isEmpty();
  }

  @Test
  void endsWithTheSameBytesWhenInterruptedTwice() throws Exception {
    LocalRun run = LocalRun.smoke(directory, CHANGES).slowed(2);

    interrupt(run, INTERRUPTED_AFTER[0]);
    interrupt(run, INTERRUPTED_AFTER[1]);
    RunLog log = toTheEnd(run);

    assertInterruptedTwice(log);
    assertSameNumbers(log);
    assertThat(log.batchIndices()).isEqualTo(uninterrupted.batchIndices());
  }

  @Test
  void endsWithTheSameBytesWhenTheLogHasLostBatches() throws Exception {
    LocalRun run = LocalRun.smoke(directory, CHANGES).slowed(2);

    interrupt(run, INTERRUPTED_AFTER[0]);
    loseBatches(run, 2);
    interrupt(run, INTERRUPTED_AFTER[1]);
    loseBatches(run, ALL);
    RunLog log = toTheEnd(run);

    assertInterruptedTwice(log);
    assertSameNumbers(log);
    long last = resumedAt(log).get(1);
    assertThat(log.batchIndices())
        .doesNotContain(0L, last - 1)
        .containsAll(LongStream.range(last, END).boxed().toList());
  }

  private static void assertInterruptedTwice(RunLog log) {
    assertThat(resumedAt(log))
        .hasSize(2)
        .allSatisfy(step -> assertThat(step).isBetween(1L, END - 1));
    assertThat(log.checkpointSteps()).containsAll(resumedAt(log));
  }

  private static void assertSameNumbers(RunLog log) {
    assertThat(log.stepNumbers())
        .isEqualTo(LongStream.rangeClosed(1, END).boxed().toList());
    assertThat(log.losses()).isEqualTo(uninterrupted.losses());
    CheckpointManifest expected = uninterrupted.lastCheckpoint();
    CheckpointManifest last = log.lastCheckpoint();
    assertThat(last.getStep()).isEqualTo(END);
    assertThat(last.getWeights()).isEqualTo(expected.getWeights());
    assertThat(last.getOptimizer()).isEqualTo(expected.getOptimizer());
  }

  /** The steps at which the run was taken up again. */
  private static List<Long> resumedAt(RunLog log) {
    return log.events().stream()
        .filter(event -> event.getKind() == EventKind.RESUMED)
        .map(RunEvent::getStep)
        .toList();
  }

  private static RunLog toTheEnd(LocalRun run) throws Exception {
    try (LocalPipeline pipeline = run.start()) {
      LocalRun.awaitEnd(pipeline);
      return LocalRun.log(pipeline);
    }
  }

  private static void interrupt(LocalRun run, long afterStep) {
    try (LocalPipeline pipeline = run.start()) {
      await()
          .atMost(LocalRun.PATIENCE)
          .until(() -> pipeline.training().isDone()
              || pipeline.standing().filter(each -> each.step() >= afterStep).isPresent());
    }
  }

  /**
   * Deletes the run's batches from the start of the log.
   *
   * @param needed offsets that are lost beyond those that a resumed trainer no longer reads
   */
  private static void loseBatches(LocalRun run, long needed) throws Exception {
    try (EmbeddedBroker broker = EmbeddedBroker.start(run.directory().kafka())) {
      KafkaSettings kafka = new KafkaSettings(broker.bootstrap(), 1, Map.of());
      long next = RunLog.read(kafka, LocalRun.NAME).lastCheckpoint().getNextBatchOffset();
      try (Admin admin = Admin.create(kafka.common())) {
        String topic = Topics.BATCHES.name();
        int partitions = admin
            .describeTopics(List.of(topic))
            .topicNameValues()
            .get(topic)
            .get(30, TimeUnit.SECONDS)
            .partitions()
            .size();
        var own = new TopicPartition(topic, RecordKeys.partition(LocalRun.NAME, partitions));
        long before = needed == ALL ? ALL : next + needed;
        admin
            .deleteRecords(Map.of(own, RecordsToDelete.beforeOffset(before)))
            .all()
            .get(30, TimeUnit.SECONDS);
      }
    }
  }
}
