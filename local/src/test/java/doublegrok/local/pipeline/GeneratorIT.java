package doublegrok.local.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import doublegrok.control.BatchesStart;
import doublegrok.control.RunStarter;
import doublegrok.generator.BatchSource;
import doublegrok.generator.GeneratorApp;
import doublegrok.local.broker.EmbeddedBroker;
import doublegrok.log.KafkaSettings;
import doublegrok.log.RunScan;
import doublegrok.log.TopicAdmin;
import doublegrok.log.Topics;
import doublegrok.record.Demand;
import doublegrok.record.EventKind;
import doublegrok.record.RunEvent;
import doublegrok.record.SequenceBatch;
import doublegrok.spec.Presets;
import doublegrok.spec.RunSpec;
import doublegrok.spec.RunSpecs;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.LongStream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The generator against a real broker. */
final class GeneratorIT {
  private static final Duration WITHIN = Duration.ofSeconds(60);
  private static final RunSpec SPEC = RunSpecs.builtIn()
      .parse(
          Presets.text("smoke"),
          "smoke",
          List.of("swaps=[{at_batch: 10, set: {distribution.tasks: 2}}]"));

  @TempDir
  private Path directory;

  private EmbeddedBroker broker;
  private KafkaSettings kafka;

  @BeforeEach
  void start() {
    broker = EmbeddedBroker.start(directory.resolve("kafka"));
    kafka = new KafkaSettings(broker.bootstrap(), 1, Map.of());
    TopicAdmin.ensureTopics(kafka, WITHIN);
  }

  @AfterEach
  void stop() {
    broker.close();
  }

  @Test
  void aGeneratorThatLostItsDiskGoesOnWhereTheLogSays() {
    new RunStarter(kafka, Clock.systemUTC()).start("a", SPEC);
    try (GeneratorApp first = GeneratorApp.start(kafka, directory.resolve("first"))) {
      demand("a", 20);
      awaitBatches("a", 20);
      assertThat(first.failure()).isNotDone();
    }

    try (GeneratorApp second = GeneratorApp.start(kafka, directory.resolve("second"))) {
      demand("a", 40);
      awaitBatches("a", 40);
      assertThat(second.failure()).isNotDone();
    }

    List<SequenceBatch> batches = batches("a");
    BatchSource source = new BatchSource("a", SPEC);
    assertThat(batches)
        .extracting(SequenceBatch::getIndex)
        .containsExactlyElementsOf(LongStream.range(0, 40).boxed().toList());
    assertThat(batches)
        .allSatisfy(batch -> assertThat(batch).isEqualTo(source.batch(batch.getIndex())));
    assertThat(scan().all(Topics.EVENTS, "a"))
        .extracting(RunEvent::getKind)
        .containsExactly(EventKind.ACCEPTED, EventKind.SWAPPED);
  }

  @Test
  void runsThatShareAPartitionAreProducedApart() {
    new RunStarter(kafka, Clock.systemUTC()).start("a", SPEC);
    new RunStarter(kafka, Clock.systemUTC()).start("b", SPEC);
    try (GeneratorApp generator = GeneratorApp.start(kafka, directory.resolve("state"))) {
      demand("a", 12);
      demand("b", 5);
      awaitBatches("a", 12);
      awaitBatches("b", 5);
      assertThat(generator.failure()).isNotDone();
    }

    assertThat(batches("a")).hasSize(12);
    assertThat(batches("b")).hasSize(5);
  }

  @Test
  void aRunThatBeginsLaterNamesAnOffsetBehindWhatOthersHaveLeft() {
    try (GeneratorApp generator = GeneratorApp.start(kafka, directory.resolve("state"))) {
      new RunStarter(kafka, Clock.systemUTC()).start("a", SPEC);
      awaitBatches("a", 12);
      new RunStarter(kafka, Clock.systemUTC()).start("b", SPEC);
      awaitBatches("b", 5);
      assertThat(generator.failure()).isNotDone();
    }

    OptionalLong from = BatchesStart.in(scan().all(Topics.EVENTS, "b"));
    assertThat(BatchesStart.in(scan().all(Topics.EVENTS, "a"))).hasValue(0);
    assertThat(from.getAsLong()).isGreaterThanOrEqualTo(12);
    assertThat(offsets("b", from)).hasSize(5);
    assertThat(offsets("b", OptionalLong.of(1_000_000))).hasSize(5);
    assertThat(offsets("a", from)).isEmpty();
  }

  private List<Long> offsets(String run, OptionalLong from) {
    List<Long> offsets = new ArrayList<>();
    scan().each(Topics.BATCHES, run, from, each -> offsets.add(each.offset()));
    return offsets;
  }

  /** Asked again and again, as a trainer does: demand may arrive before the run. */
  private void awaitBatches(String run, int count) {
    await().atMost(WITHIN).pollInterval(Duration.ofMillis(300)).until(() -> {
      demand(run, count);
      return batches(run).size() >= count;
    });
  }

  private void demand(String run, long upTo) {
    byte[] value = Topics.DEMAND.codec().encode(new Demand(run, upTo, null, 0L, 1000L));
    try (KafkaProducer<String, byte[]> producer = new KafkaProducer<>(kafka.producer())) {
      var unused = producer.send(new ProducerRecord<>(Topics.DEMAND.name(), run, value));
      producer.flush();
    }
  }

  private List<SequenceBatch> batches(String run) {
    return scan().all(Topics.BATCHES, run);
  }

  private RunScan scan() {
    return new RunScan(kafka, WITHIN);
  }
}
