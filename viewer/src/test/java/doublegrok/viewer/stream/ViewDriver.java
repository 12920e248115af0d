package doublegrok.viewer.stream;

import doublegrok.log.KafkaSettings;
import doublegrok.log.RecordKeys;
import doublegrok.log.StreamsService;
import doublegrok.log.Topic;
import doublegrok.log.Topics;
import doublegrok.record.CheckpointManifest;
import doublegrok.record.ControlCommand;
import doublegrok.record.EventKind;
import doublegrok.record.ProbeResult;
import doublegrok.record.ReferenceLevels;
import doublegrok.record.RejectedRecord;
import doublegrok.record.RunEvent;
import doublegrok.record.RunWatch;
import doublegrok.record.SetEvaluation;
import doublegrok.record.ShotCount;
import doublegrok.record.Spectrum;
import doublegrok.record.StartRun;
import doublegrok.record.StepReport;
import doublegrok.spec.Presets;
import doublegrok.spec.RunSpec;
import doublegrok.spec.RunSpecs;
import doublegrok.status.RejectedRecords;
import doublegrok.viewer.view.LiveUpdate;
import io.prometheus.client.CollectorRegistry;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.state.KeyValueStore;

/** View in memory beside the watch's topology in a test driver. */
final class ViewDriver implements AutoCloseable {
  static final RunSpec SPEC = BareFamily.SPECS.parse(Presets.text("smoke"), "smoke", List.of());
  static final Instant STARTED = Instant.ofEpochMilli(1_000);
  static final int TOTAL = 100;

  /** The clock that only goes forward. */
  final AtomicLong nanos = new AtomicLong();

  final CollectorRegistry metrics = new CollectorRegistry();

  private final List<LiveUpdate> told = new ArrayList<>();
  private final LogStores view = new LogStores(BareFamily.SPECS);
  private final Map<String, Long> offsets = new HashMap<>(); // the next ones, by topic
  private final List<RunEvent> events = new ArrayList<>();
  private final Map<String, ControlCommand> commands = new LinkedHashMap<>();
  private final AtomicLong advanced = new AtomicLong();
  private final ViewTeller teller;
  private final TopologyTestDriver driver;
  private final TestOutputTopic<String, byte[]> rejected;
  private final TestOutputTopic<String, byte[]> eventsOut;
  private final TestOutputTopic<String, byte[]> controlOut;

  ViewDriver(Path directory) {
    Clock clock = Clock.fixed(Instant.EPOCH, ZoneOffset.UTC);
    RejectedRecords counted = new RejectedRecords(metrics, "viewer", DiskRunViews.topics());
    driver = new TopologyTestDriver(
        WatchTopology.create(BareFamily.SPECS, clock, nanos::get, counted), properties(directory));
    SweepStandings none = new SweepStandings(view.standings());
    LongSupplier time = () -> nanos.get() + advanced.get();
    teller = new ViewTeller(view.standings(), none, told::add, time);
    rejected = output(Topics.REJECTED);
    eventsOut = output(Topics.EVENTS);
    controlOut = output(Topics.CONTROL);
  }

  private TestOutputTopic<String, byte[]> output(Topic<?> topic) {
    return driver.createOutputTopic(
        topic.name(), Serdes.String().deserializer(), Serdes.ByteArray().deserializer());
  }

  void start(String run) {
    start(run, STARTED);
  }

  void start(String run, Instant at) {
    start(run, at, SPEC);
  }

  void start(String run, Instant at, RunSpec spec) {
    command(new ControlCommand(run, 0, "id", at, new StartRun(RunSpecs.canonical(spec))));
  }

  /** With these alerts in its spec, as YAML. */
  void startWith(String run, String alerts) {
    start(run, STARTED, alerting(alerts));
  }

  static RunSpec alerting(String alerts) {
    return BareFamily.SPECS.parse(
        Presets.text("smoke"), "smoke", List.of("alerts=[" + alerts + "]"));
  }

  void command(ControlCommand command) {
    String key = RecordKeys.command(command.getRun(), command.getVersion(), command.getId());
    pipe(Topics.CONTROL, key, command);
  }

  void step(String run, long step, double loss) {
    StepReport report =
        new StepReport(run, step, 0, loss, 1e-3, 0.5, 0.25, 0.75, 500L, STARTED.plusSeconds(step));
    pipe(Topics.STEPS, RecordKeys.step(run, step), report);
  }

  void checkpoint(String run, long step) {
    checkpoint(run, step, false);
  }

  void checkpoint(String run, long step, boolean retired) {
    checkpoint(run, step, retired, RunSpecs.canonical(SPEC));
  }

  void checkpoint(String run, long step, boolean retired, String spec) {
    CheckpointManifest manifest = Manifests.of(run, step, spec, Instant.EPOCH, retired);
    pipe(Topics.CHECKPOINTS, RecordKeys.step(run, step), manifest);
  }

  /** Evaluated at shots 0 and 1; the last shot has so many correct of {@link #TOTAL}. */
  void evaluation(String run, long step, String set, long correct) {
    evaluation(run, step, set, List.of(count(0, 0), count(1, correct)));
  }

  void evaluation(String run, long step, String set, List<ShotCount> shots) {
    evaluation(run, step, set, 0, shots);
  }

  void evaluation(String run, long step, String set, int version, List<ShotCount> shots) {
    SetEvaluation evaluation = new SetEvaluation(
        run, step, set, version, "0".repeat(64), TOTAL, shots, 0.1, Instant.EPOCH);
    pipe(Topics.EVALUATIONS, RecordKeys.evaluation(run, step, set), evaluation);
  }

  void evaluatedAt(String run, long step, String set, Instant at) {
    SetEvaluation evaluation =
        new SetEvaluation(run, step, set, 0, "0".repeat(64), TOTAL, List.of(count(0, 0)), 0.1, at);
    pipe(Topics.EVALUATIONS, RecordKeys.evaluation(run, step, set), evaluation);
  }

  static ShotCount count(int shot, long correct) {
    return new ShotCount(shot, correct, (long) TOTAL, 50.0, Map.of(), null, null);
  }

  void event(String run, EventKind kind, long step) {
    RunEvent event =
        new RunEvent(run, kind, step, null, 0, kind + " at " + step, Map.of(), Instant.EPOCH);
    event(event);
  }

  void event(RunEvent event) {
    pipe(Topics.EVENTS, event.getRun(), event);
  }

  /** The references of which one scores this on each of the sets, at shots 0 and 1. */
  void levels(String run, int version, double accuracy, String... sets) {
    levels(Levels.of(run, version, accuracy, sets));
  }

  void levels(ReferenceLevels levels) {
    String key = RecordKeys.version(levels.getRun(), levels.getDistributionVersion());
    pipe(Topics.REFERENCES, key, levels);
  }

  void probe(String run, long step, String name, SpecificRecord body) {
    ProbeResult probe = new ProbeResult(run, step, name, 0, "0".repeat(64), body, Instant.EPOCH);
    pipe(Topics.PROBES, RecordKeys.probe(run, step, name), probe);
  }

  /** The placement on the spectrum of exact alone. */
  void spectrum(String run, long step, double exact, double unexplained) {
    probe(run, step, "spectrum", new Spectrum(Map.of("exact", exact), unexplained));
  }

  /** As a stranger's record, with whatever timestamp. */
  void bytes(Topic<?> topic, String key, byte[] value, long timestamp) {
    input(topic).pipeInput(key, value, timestamp);
    show(topic, key, value);
    follow();
  }

  void bytes(Topic<?> topic, String key, byte[] value) {
    input(topic).pipeInput(key, value);
    show(topic, key, value);
    follow();
  }

  private TestInputTopic<String, byte[]> input(Topic<?> topic) {
    return driver.createInputTopic(
        topic.name(), Serdes.String().serializer(), Serdes.ByteArray().serializer());
  }

  private void show(Topic<?> topic, String key, byte[] value) {
    long offset = offsets.merge(topic.name(), 1L, Long::sum) - 1;
    view.put(new ConsumerRecord<>(topic.name(), 0, offset, key, value)).ifPresent(teller::changed);
    teller.tellIfDue();
  }

  /** Shows what the watch has put on the log; it has read it too. */
  private void follow() {
    controlOut.readKeyValuesToList().forEach(each -> {
      commands.put(each.key, Topics.CONTROL.codec().decode(each.value));
      show(Topics.CONTROL, each.key, each.value);
    });
    eventsOut.readKeyValuesToList().forEach(each -> {
      events.add(Topics.EVENTS.codec().decode(each.value));
      show(Topics.EVENTS, each.key, each.value);
    });
  }

  void advance(Duration by) {
    driver.advanceWallClockTime(by);
    advanced.addAndGet(by.toNanos());
    teller.tellIfDue();
    follow();
  }

  RunReader reader() {
    return view.reader();
  }

  /** The view, as it is kept. */
  LogStores view() {
    return view;
  }

  CountingReads counting() {
    return new CountingReads(view::store, view.standings());
  }

  /** What the listener was told since the last call. */
  List<LiveUpdate> told() {
    List<LiveUpdate> news = List.copyOf(told);
    told.clear();
    return news;
  }

  List<RejectedRecord> rejected() {
    return rejected.readValuesToList().stream()
        .map(Topics.REJECTED.codec()::decode)
        .toList();
  }

  /** Events that the watch has put on the log since the last call. */
  List<RunEvent> events() {
    List<RunEvent> news = List.copyOf(events);
    events.clear();
    return news;
  }

  /** Commands that the watch has put on the log since the last call, by key. */
  Map<String, ControlCommand> commands() {
    Map<String, ControlCommand> news = new LinkedHashMap<>(commands);
    commands.clear();
    return news;
  }

  /** What the watch remembers of a run. */
  RunWatch watch(String run) {
    return new WatchStore(driver.getKeyValueStore(WatchStore.NAME)).of(run);
  }

  /** What the watch keeps of a topic. */
  KeyValueStore<String, byte[]> kept(Topic<?> topic) {
    return driver.getKeyValueStore(ViewStores.name(topic));
  }

  @Override
  public void close() {
    driver.close();
  }

  private <V extends SpecificRecord> void pipe(Topic<V> topic, String key, V value) {
    bytes(topic, key, topic.codec().encode(value));
  }

  private static Properties properties(Path directory) {
    KafkaSettings nowhere = new KafkaSettings("none:1", 1, Map.of());
    Properties properties =
        StreamsService.settings(nowhere, "view-test", directory, WatchProcessor.COMMIT_EVERY);
    properties.put(StreamsConfig.ROCKSDB_CONFIG_SETTER_CLASS_CONFIG, SmallStores.class);
    return properties;
  }
}
