package doublegrok.local.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import doublegrok.control.Command;
import doublegrok.control.RunControl;
import doublegrok.control.RunStarter;
import doublegrok.local.broker.EmbeddedBroker;
import doublegrok.log.KafkaSettings;
import doublegrok.log.RecordKeys;
import doublegrok.log.TopicAdmin;
import doublegrok.log.Topics;
import doublegrok.record.CheckpointManifest;
import doublegrok.record.StoredFile;
import doublegrok.spec.Presets;
import doublegrok.spec.RunSpec;
import doublegrok.spec.RunSpecs;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests of a run of which the log has lost the command that started it. */
final class LostStartIT {
  private static final Duration WITHIN = Duration.ofSeconds(60);
  private static final RunSpec SPEC =
      RunSpecs.builtIn().parse(Presets.text("smoke"), "smoke", List.of());

  @TempDir
  private Path directory;

  @Test
  void itsNameIsNeverBegunAnew() throws Exception {
    try (EmbeddedBroker broker = EmbeddedBroker.start(directory)) {
      KafkaSettings kafka = new KafkaSettings(broker.bootstrap(), 1, Map.of());
      TopicAdmin.ensureTopics(kafka, WITHIN);
      RunStarter starter = new RunStarter(kafka, Clock.systemUTC());
      assertThat(starter.start("sound", SPEC)).isTrue();
      checkpoint(kafka, "lost");

      assertThatThrownBy(() -> starter.start("lost", SPEC))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("run 'lost' has checkpoints", "choose another name");
      assertThat(starter.existing("lost")).isEmpty();
      assertThat(new RunControl(kafka, Clock.systemUTC())
              .obey("sound", new Command.Fork("lost", 0, List.of())))
          .satisfies(answer -> {
            assertThat(answer.accepted()).isFalse();
            assertThat(answer.message()).contains("run 'lost' has checkpoints");
          });
    }
  }

  private static void checkpoint(KafkaSettings kafka, String run) throws Exception {
    StoredFile file = new StoredFile("0".repeat(64), 1L);
    CheckpointManifest manifest = CheckpointManifest.newBuilder()
        .setRun(run)
        .setStep(0)
        .setNextBatch(0)
        .setDistributionVersion(0)
        .setWeights(file)
        .setOptimizer(file)
        .setSpec(RunSpecs.canonical(SPEC))
        .setSettings(Map.of())
        .setLibraries(Map.of())
        .setCreatedAtMillis(Instant.EPOCH)
        .setRetired(false)
        .build();
    byte[] value = Topics.CHECKPOINTS.codec().encode(manifest);
    try (var producer = new KafkaProducer<String, byte[]>(kafka.producer())) {
      producer
          .send(new ProducerRecord<>(Topics.CHECKPOINTS.name(), RecordKeys.step(run, 0), value))
          .get();
    }
  }
}
