package doublegrok.generator.sweep;

import doublegrok.log.ImportMark;
import doublegrok.log.KafkaSettings;
import doublegrok.log.RecordKeys;
import doublegrok.log.StreamsService;
import doublegrok.log.Topic;
import doublegrok.log.Topics;
import doublegrok.record.ControlCommand;
import doublegrok.record.EventKind;
import doublegrok.record.ReportKind;
import doublegrok.record.RunEvent;
import doublegrok.record.RunOffer;
import doublegrok.record.RunReport;
import doublegrok.record.StartSweep;
import doublegrok.record.SweepAnswer;
import doublegrok.record.SweepCommand;
import doublegrok.record.SweepRecord;
import doublegrok.spec.Presets;
import doublegrok.spec.RunSpecs;
import doublegrok.sweep.RunStand;
import doublegrok.sweep.SweepFiles;
import doublegrok.sweep.SweepPlan;
import doublegrok.sweep.SweepPlanner;
import doublegrok.sweep.log.SweepRecords;
import doublegrok.sweep.log.SweepView;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;

/** The topology of sweeps in a test driver, spoken to as people, workers and trainers do. */
final class SweepDriver implements AutoCloseable {
  static final String SWEEP = "s";

  final List<String> rejected = new ArrayList<>();
  private final TopologyTestDriver driver;
  private final SweepView view = new SweepView();
  private final List<SweepAnswer> answers = new ArrayList<>();
  private final Map<String, TestOutputTopic<String, byte[]>> outputs = new HashMap<>();
  private int commands;

  SweepDriver() {
    Properties settings = StreamsService.settings(
        new KafkaSettings("nowhere:9092", 1, Map.of()),
        "test",
        Path.of("target/streams"),
        Duration.ofMillis(50));
    driver = new TopologyTestDriver(
        SweepTopology.create(
            RunSpecs.builtIn(), Clock.fixed(Instant.EPOCH, ZoneOffset.UTC), rejected::add),
        settings);
    Stream.of(Topics.CONTROL, Topics.QUEUE, Topics.EVENTS, Topics.SWEEPS)
        .forEach(topic -> outputs.put(
            topic.name(),
            driver.createOutputTopic(
                topic.name(), Serdes.String().deserializer(), Serdes.ByteArray().deserializer())));
  }

  static SweepPlan plan(String yaml) {
    return new SweepPlanner(RunSpecs.builtIn(), spec -> {})
        .plan(SWEEP, SweepFiles.parse("base: smoke\n" + yaml, "s.yaml"), Presets.text("smoke"));
  }

  SweepAnswer start(String yaml) {
    return command(new StartSweep(SweepRecords.plan(plan(yaml))));
  }

  SweepAnswer command(Object order) {
    return command(SWEEP, order);
  }

  SweepAnswer command(String sweep, Object order) {
    say(sweep, new SweepCommand("c" + commands++, order));
    look();
    return answers.get(answers.size() - 1);
  }

  void report(String run, int offer, String worker, ReportKind kind) {
    say(SWEEP, new RunReport(run, offer, worker, kind, "the disk is full"));
  }

  void event(String run, EventKind kind, Map<String, String> details) {
    RunEvent event =
        new RunEvent(run, kind, 7L, null, 0, "the loss is NaN", details, Instant.EPOCH);
    pipe(Topics.EVENTS, run, Topics.EVENTS.codec().encode(event));
  }

  private void say(String sweep, Object body) {
    SweepRecord record = new SweepRecord(sweep, Instant.EPOCH, body);
    pipe(Topics.SWEEPS, SweepRecords.key(record), Topics.SWEEPS.codec().encode(record));
  }

  void pipe(Topic<?> topic, String key, byte[] value) {
    driver
        .createInputTopic(
            topic.name(), Serdes.String().serializer(), Serdes.ByteArray().serializer())
        .pipeInput(key, value);
  }

  /** A record of another log. */
  void imported(SweepRecord record) {
    RecordHeaders headers = new RecordHeaders();
    ImportMark.put(headers, new byte[0]);
    String key = SweepRecords.key(record);
    driver
        .createInputTopic(
            Topics.SWEEPS.name(),
            Serdes.String().serializer(),
            Serdes.ByteArray().serializer())
        .pipeInput(new TestRecord<>(key, Topics.SWEEPS.codec().encode(record), headers));
  }

  /** In ticks, as in life; at once it would count for one. */
  void pass(Duration time) {
    for (long second = 0; second < time.toSeconds(); second++) {
      driver.advanceWallClockTime(Duration.ofSeconds(1));
    }
  }

  void stall(Duration time) {
    driver.advanceWallClockTime(time);
  }

  RunStand run(String name) {
    look();
    return view.run(SWEEP, name);
  }

  String phase() {
    look();
    return view.sweep(SWEEP).orElseThrow().phase().label();
  }

  /** The places of all runs, in the order of the plan. */
  List<String> places() {
    look();
    return view.runs(SWEEP).stream().map(run -> run.place().label()).toList();
  }

  /** The offers since the last look, as run and number. */
  List<String> offers() {
    return drained(Topics.QUEUE).stream()
        .map((RunOffer offer) -> offer.getRun() + "#" + offer.getNumber())
        .toList();
  }

  List<ControlCommand> control() {
    return drained(Topics.CONTROL);
  }

  List<RunEvent> events() {
    return drained(Topics.EVENTS);
  }

  private void look() {
    drained(Topics.SWEEPS).forEach(record -> {
      view.take(record);
      if (record.getBody() instanceof SweepAnswer answer) {
        answers.add(answer);
      }
    });
  }

  private <V extends SpecificRecord> List<V> drained(Topic<V> topic) {
    return outputs.get(topic.name()).readKeyValuesToList().stream()
        .map(entry -> topic.read(entry.key, entry.value))
        .toList();
  }

  static String commandOf(ControlCommand command) {
    return RecordKeys.command(command.getRun(), command.getVersion(), "")
        + command.getBody().getClass().getSimpleName();
  }

  @Override
  public void close() {
    driver.close();
  }
}
