package doublegrok.generator;

import doublegrok.log.EventDetails;
import doublegrok.log.ImportMark;
import doublegrok.log.KafkaSettings;
import doublegrok.log.RecordKeys;
import doublegrok.log.StreamsService;
import doublegrok.log.Topic;
import doublegrok.log.Topics;
import doublegrok.record.ControlCommand;
import doublegrok.record.Demand;
import doublegrok.record.EventKind;
import doublegrok.record.RejectedRecord;
import doublegrok.record.RunEvent;
import doublegrok.record.SequenceBatch;
import doublegrok.record.StartRun;
import doublegrok.spec.Presets;
import doublegrok.spec.RunSpec;
import doublegrok.spec.RunSpecs;
import io.prometheus.client.CollectorRegistry;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;

/** The generator's topology in a test driver, spoken to as the trainer and a person do. */
final class GeneratorDriver implements AutoCloseable {
  static final RunSpec SPEC =
      RunSpecs.builtIn().parse(Presets.text("smoke"), "smoke", List.of("swaps=[]"));

  static final long ENDS_AT = 500;

  /** The clock that only goes forward. */
  final AtomicLong nanos = new AtomicLong();

  /** By how much it goes forward each time that it is looked at. */
  final AtomicLong tick = new AtomicLong();

  final CollectorRegistry metrics = new CollectorRegistry();

  /** Where the log ends for each run, as the cluster says; negative if it does not. */
  final AtomicLong logEnd = new AtomicLong(-1);

  private int count;
  private final TopologyTestDriver driver;
  private final TestOutputTopic<String, byte[]> batches;
  private final TestOutputTopic<String, byte[]> events;
  private final TestOutputTopic<String, byte[]> rejected;

  GeneratorDriver() {
    this(Clock.fixed(Instant.EPOCH, ZoneOffset.UTC));
  }

  GeneratorDriver(Clock clock) {
    GeneratorMetrics counting = new GeneratorMetrics(metrics, nanos::get);
    driver = new TopologyTestDriver(
        GeneratorTopology.create(
            RunSpecs.builtIn(),
            clock,
            () -> nanos.addAndGet(tick.get()),
            counting,
            run -> LongStream.of(logEnd.get()).filter(end -> end >= 0).findFirst()),
        properties());
    batches = output(Topics.BATCHES);
    events = output(Topics.EVENTS);
    rejected = output(Topics.REJECTED);
  }

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

  /** A command of another log, with what the generator there made of the run. */
  void imported(ControlCommand command, byte[] state) {
    RecordHeaders headers = new RecordHeaders();
    ImportMark.put(headers, state);
    String key = RecordKeys.command(command.getRun(), command.getVersion(), command.getId());
    driver
        .createInputTopic(
            Topics.CONTROL.name(),
            Serdes.String().serializer(),
            Serdes.ByteArray().serializer())
        .pipeInput(new TestRecord<>(key, Topics.CONTROL.codec().encode(command), headers));
  }

  /** As a stranger's record, with whatever timestamp. */
  void pipe(Topic<?> topic, String key, byte[] value, long timestamp) {
    driver
        .createInputTopic(
            topic.name(), Serdes.String().serializer(), Serdes.ByteArray().serializer())
        .pipeInput(key, value, timestamp);
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
    KafkaSettings nowhere = new KafkaSettings("none:1", 1, Map.of());
    return StreamsService.settings(
        nowhere, "generator-test", Path.of("target"), GeneratorProcessor.COMMIT_EVERY);
  }
}
