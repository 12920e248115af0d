package doublegrok.viewer.stream;

import static org.assertj.core.api.Assertions.assertThat;

import doublegrok.log.ImportMark;
import doublegrok.log.KafkaSettings;
import doublegrok.log.RecordKeys;
import doublegrok.log.StreamsService;
import doublegrok.log.Topic;
import doublegrok.log.Topics;
import doublegrok.record.ControlCommand;
import doublegrok.record.RunEvent;
import doublegrok.record.SetEvaluation;
import doublegrok.record.StartRun;
import doublegrok.spec.RunSpecs;
import doublegrok.status.RejectedRecords;
import io.prometheus.client.CollectorRegistry;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Of records of another log the watch remembers all, and tells nothing. */
final class ImportedRecordsTest {
  @TempDir
  private Path directory;

  private TopologyTestDriver driver;

  @BeforeEach
  void open() {
    Properties settings = StreamsService.settings(
        new KafkaSettings("none:1", 1, Map.of()),
        "imported-test",
        directory,
        WatchProcessor.COMMIT_EVERY);
    settings.put(StreamsConfig.ROCKSDB_CONFIG_SETTER_CLASS_CONFIG, SmallStores.class);
    Clock clock = Clock.fixed(Instant.EPOCH, ZoneOffset.UTC);
    RejectedRecords rejected =
        new RejectedRecords(new CollectorRegistry(), "viewer", DiskRunViews.topics());
    driver = new TopologyTestDriver(
        WatchTopology.create(BareFamily.SPECS, clock, System::nanoTime, rejected), settings);
  }

  @AfterEach
  void close() {
    driver.close();
  }

  @Test
  void aTransitionThatWasToldElsewhereIsNotToldAgainButItsLossIs() {
    begin(true);
    evaluation(10, 10, true);
    evaluation(20, 90, true);
    assertThat(told()).isEmpty();

    evaluation(30, 90, false);
    evaluation(40, 5, false);

    assertThat(told()).singleElement().satisfies(event -> {
      assertThat(event.getStep()).isEqualTo(40);
      assertThat(event.getMessage()).startsWith("OOD-loss");
    });
  }

  @Test
  void whatComesFromHereIsTold() {
    begin(false);
    evaluation(10, 10, false);
    evaluation(20, 90, false);

    assertThat(told()).hasSize(1);
  }

  private void begin(boolean imported) {
    String spec = RunSpecs.canonical(ViewDriver.SPEC);
    pipe(
        Topics.CONTROL,
        RecordKeys.command("a", 0, "id"),
        new ControlCommand("a", 0, "id", Instant.EPOCH, new StartRun(spec)),
        imported);
    pipe(Topics.REFERENCES, RecordKeys.version("a", 0), Levels.of("a", 0, 0.1, "ood"), imported);
  }

  private void evaluation(long step, long correct, boolean imported) {
    SetEvaluation evaluation = new SetEvaluation(
        "a",
        step,
        "ood",
        0,
        "0".repeat(64),
        ViewDriver.TOTAL,
        List.of(ViewDriver.count(0, 0), ViewDriver.count(1, correct)),
        0.1,
        Instant.EPOCH);
    pipe(Topics.EVALUATIONS, RecordKeys.evaluation("a", step, "ood"), evaluation, imported);
  }

  private <V extends SpecificRecord> void pipe(
      Topic<V> topic, String key, V value, boolean imported) {
    RecordHeaders headers = new RecordHeaders();
    if (imported) {
      ImportMark.put(headers, new byte[0]);
    }
    driver
        .createInputTopic(
            topic.name(), Serdes.String().serializer(), Serdes.ByteArray().serializer())
        .pipeInput(new TestRecord<>(key, topic.codec().encode(value), headers));
  }

  private List<RunEvent> told() {
    return driver
        .createOutputTopic(
            Topics.EVENTS.name(),
            Serdes.String().deserializer(),
            Serdes.ByteArray().deserializer())
        .readValuesToList()
        .stream()
        .map(Topics.EVENTS.codec()::decode)
        .toList();
  }
}
