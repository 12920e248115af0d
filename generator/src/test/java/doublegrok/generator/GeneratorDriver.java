package doublegrok.generator;

import doublegrok.record.ControlCommand;
import doublegrok.record.Demand;
import doublegrok.record.EventKind;
import doublegrok.record.RejectedRecord;
import doublegrok.record.RunEvent;
import doublegrok.record.SequenceBatch;
import doublegrok.record.StartRun;
import doublegrok.schemas.EventDetails;
import doublegrok.schemas.RecordKeys;
import doublegrok.schemas.Topic;
import doublegrok.schemas.Topics;
import doublegrok.spec.Presets;
import doublegrok.spec.RunSpec;
import doublegrok.spec.RunSpecs;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Properties;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;

/** The generator's topology in a test driver, spoken to as the trainer and a person do. */
final class GeneratorDriver implements AutoCloseable {
  static final RunSpec SPEC = RunSpecs.parse(Presets.text("smoke"), "smoke", List.of("swaps=[]"));

  static final long ENDS_AT = 500;

  private int count;
  private final TopologyTestDriver driver = new TopologyTestDriver(
      GeneratorTopology.create(Clock.fixed(Instant.EPOCH, ZoneOffset.UTC)), properties());
  private final TestOutputTopic<String, byte[]> batches = output(Topics.BATCHES);
  private final TestOutputTopic<String, byte[]> events = output(Topics.EVENTS);
  private final TestOutputTopic<String, byte[]> rejected = output(Topics.REJECTED);

  void start(String run) {
    command(run, 0, new StartRun(RunSpecs.canonical(SPEC)));
  }

  void command(String run, int version, Object body) {
    String id = "command-" + count++;
    ControlCommand command = new ControlCommand(run, version, id, Instant.EPOCH, body);
    String key = RecordKeys.command(run, version, id);
    pipe(Topics.CONTROL, key, Topics.CONTROL.codec().encode(command));
  }

  void demand(String run, long upTo) {
    pipe(
        Topics.DEMAND, run, Topics.DEMAND.codec().encode(new Demand(run, upTo, null, 0L, ENDS_AT)));
  }

  void rewind(String run, long upTo, long to) {
    pipe(Topics.DEMAND, run, Topics.DEMAND.codec().encode(new Demand(run, upTo, to, 1L, ENDS_AT)));
  }

  void pipe(Topic<?> topic, String key, byte[] value) {
    driver
        .createInputTopic(
            topic.name(), Serdes.String().serializer(), Serdes.ByteArray().serializer())
        .pipeInput(key, value);
  }

  void advance(Duration by) {
    driver.advanceWallClockTime(by);
  }

  List<String> batchKeys() {
    return batches.readKeyValuesToList().stream().map(entry -> entry.key).toList();
  }

  List<SequenceBatch> batches() {
    return drain(batches, Topics.BATCHES);
  }

  /** All but what is accepted, which is said in {@link #answers}. */
  List<RunEvent> events() {
    return drain(events, Topics.EVENTS).stream()
        .filter(event -> event.getKind() != EventKind.ACCEPTED)
        .toList();
  }

  /** What issuers of commands are told. */
  List<RunEvent> answers() {
    return drain(events, Topics.EVENTS).stream()
        .filter(event -> event.getDetails().containsKey(EventDetails.COMMAND))
        .toList();
  }

  List<RejectedRecord> rejected() {
    return drain(rejected, Topics.REJECTED);
  }

  @Override
  public void close() {
    driver.close();
  }

  private static <V extends SpecificRecord> List<V> drain(
      TestOutputTopic<String, byte[]> output, Topic<V> topic) {
    return output.readValuesToList().stream().map(topic.codec()::decode).toList();
  }

  private TestOutputTopic<String, byte[]> output(Topic<?> topic) {
    return driver.createOutputTopic(
        topic.name(), Serdes.String().deserializer(), Serdes.ByteArray().deserializer());
  }

  private static Properties properties() {
    Properties properties = new Properties();
    properties.put(StreamsConfig.APPLICATION_ID_CONFIG, "generator-test");
    properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "none:1");
    return properties;
  }
}
