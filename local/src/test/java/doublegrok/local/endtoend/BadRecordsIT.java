package doublegrok.local.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import doublegrok.local.pipeline.LocalPipeline;
import doublegrok.log.KafkaSettings;
import doublegrok.log.RecordKeys;
import doublegrok.log.Rejections;
import doublegrok.log.RunScan;
import doublegrok.log.Topic;
import doublegrok.log.Topics;
import doublegrok.record.CheckpointManifest;
import doublegrok.record.RejectedRecord;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever a stranger writes to the topics: the run ends as if nobody had, and it is told of. */
class BadRecordsIT {
  private static final long SEED = 20_260_101;
  private static final int EACH = 50;
  private static final Duration WITHIN = Duration.ofSeconds(60);

  private static final String CHANGE = "evaluation.sequences=8";

  @Test
  void theRunEndsTheSameAndEachBadRecordIsRejectedOnce(
      @TempDir Path undisturbed, @TempDir Path disturbed) throws Exception {
    CheckpointManifest expected;
    try (LocalPipeline pipeline = LocalRun.smoke(undisturbed, CHANGE).start()) {
      LocalRun.awaitEnd(pipeline);
      expected = LocalRun.log(pipeline).lastCheckpoint();
    }

    LocalRun run = LocalRun.smoke(disturbed, CHANGE).slowed(4);
    try (LocalPipeline pipeline = run.start()) {
      List<String> thrown = throwAt(pipeline, run);
      LocalRun.awaitEnd(pipeline);
      await().atMost(LocalRun.PATIENCE).until(() -> rejected(pipeline).size() >= thrown.size());

      RunLog log = LocalRun.log(pipeline);
      CheckpointManifest last = log.lastCheckpoint();
      assertThat(last.getWeights()).isEqualTo(expected.getWeights());
      assertThat(last.getOptimizer()).isEqualTo(expected.getOptimizer());
      assertThat(log.stepNumbers()).doesNotHaveDuplicates().hasSize(300);
      assertThat(rejected(pipeline)).containsExactlyInAnyOrderElementsOf(thrown);
      assertThat(pipeline.failure()).isEmpty();
    }
  }

  /** The rejection keys of what was thrown. */
  private static List<String> throwAt(LocalPipeline pipeline, LocalRun run) throws Exception {
    await()
        .atMost(LocalRun.PATIENCE)
        .until(() -> pipeline.standing().filter(each -> each.step() >= 1).isPresent());
    KafkaSettings kafka = pipeline.kafka();
    BadRecords bad = new BadRecords(SEED, run.spec());
    Random random = new Random(SEED);
    List<Future<RecordMetadata>> sent = new ArrayList<>();
    try (KafkaProducer<String, byte[]> producer = new KafkaProducer<>(kafka.producer())) {
      for (int each = 0; each < EACH; each++) {
        for (Topic<?> topic : BadRecords.TOPICS) {
          int partitions = producer.partitionsFor(topic.name()).size();
          int partition = topic.equals(Topics.BATCHES) // of which a trainer reads its own
              ? RecordKeys.partition(LocalRun.NAME, partitions)
              : random.nextInt(partitions);
          sent.add(producer.send(bad.next(topic, partition)));
        }
      }
    }
    assertThat(pipeline.training()).as("training goes on meanwhile").isNotDone();
    List<String> keys = new ArrayList<>();
    for (Future<RecordMetadata> each : sent) {
      RecordMetadata place = each.get(1, TimeUnit.MINUTES);
      keys.add(Rejections.key(place.topic(), place.partition(), place.offset()));
    }
    return keys;
  }

  private static List<String> rejected(LocalPipeline pipeline) {
    List<RejectedRecord> found = new RunScan(pipeline.kafka(), WITHIN).all(Topics.REJECTED);
    return found.stream()
        .map(each -> Rejections.key(each.getTopic(), each.getPartition(), each.getOffset()))
        .toList();
  }
}
