package doublegrok.viewer.stream;

import doublegrok.log.KafkaSettings;
import doublegrok.log.StreamsService;
import doublegrok.log.Topic;
import doublegrok.spec.RunSpecs;
import doublegrok.status.RejectedRecords;
import doublegrok.viewer.view.EvaluationPoint;
import doublegrok.viewer.view.LiveUpdate;
import doublegrok.viewer.view.RunDifference;
import doublegrok.viewer.view.RunHistory;
import doublegrok.viewer.view.RunProbes;
import doublegrok.viewer.view.RunSignals;
import doublegrok.viewer.view.RunSummary;
import doublegrok.viewer.view.RunViews;
import doublegrok.viewer.view.RunWindow;
import doublegrok.viewer.view.StepWindow;
import doublegrok.viewer.view.Subscription;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.streams.StoreQueryParameters;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.state.QueryableStoreTypes;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The views of the runs, read from the state stores of a running topology. */
public final class StreamsRunViews implements RunViews, AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(StreamsRunViews.class);
  private static final String APPLICATION = "doublegrok-evaluator-view";

  /** Of some 56 bytes each: ten runs of 200,000 steps. */
  private static final int CACHED_STEPS = 2_000_000;

  private final List<Consumer<LiveUpdate>> listeners = new CopyOnWriteArrayList<>();
  private final StreamsService service;
  private final ViewStores stores;
  private final RunReader reader;
  private final CatchUp catchUp;
  private final PastCache cache = new PastCache(CACHED_STEPS);

  private StreamsRunViews(KafkaSettings kafka, Path directory, RejectedRecords rejected) {
    RunSpecs specs = new RunSpecs(kafka.families());
    this.service = new StreamsService(
        "the view",
        ViewTopology.create(specs, this::tell, Clock.systemUTC(), System::nanoTime, rejected),
        settings(kafka, directory));
    this.stores = new ViewStores(
        name -> service
            .streams()
            .store(StoreQueryParameters.fromNameAndType(name, QueryableStoreTypes.keyValueStore())),
        specs);
    this.reader = new RunReader(stores);
    this.catchUp = CatchUp.start(kafka, APPLICATION, topics());
    // What moved to another evaluator and back may have changed there.
    service.streams().setStateListener((now, before) -> cache.forget());
  }

  /** Topics of which the view may reject records. */
  public static List<String> topics() {
    return ViewStores.VIEWED.stream().map(Topic::name).toList();
  }

  /**
   * Starts the topology; its stores lie in the directory.
   *
   * @param rejected counts what it rejects
   */
  public static StreamsRunViews start(
      KafkaSettings kafka, Path directory, RejectedRecords rejected) {
    StreamsRunViews views = new StreamsRunViews(kafka, directory, rejected);
    views.service.start();
    return views;
  }

  /** Completes if the topology fails, with what made it fail. */
  public CompletableFuture<Throwable> failure() {
    return service.failure();
  }

  @Override
  public List<RunSummary> runs() {
    return whenOpen(reader::runs, List.of());
  }

  @Override
  public Optional<RunHistory> history(String run) {
    return whenOpen(() -> reader.history(run), Optional.empty());
  }

  @Override
  public Optional<RunWindow> window(String run, StepWindow window) {
    return whenOpen(() -> cache.window(reader, run, window), Optional.empty());
  }

  @Override
  public boolean knows(String run) {
    return whenOpen(() -> reader.isStarted(run), false);
  }

  @Override
  public Optional<Map<String, List<EvaluationPoint>>> evaluations(String run) {
    return whenOpen(() -> reader.evaluations(run), Optional.empty());
  }

  @Override
  public Optional<RunProbes> probes(String run, long step) {
    return whenOpen(() -> reader.probes(run, step), Optional.empty());
  }

  @Override
  public Optional<RunSignals> signals(String run) {
    return whenOpen(() -> reader.signals(run), Optional.empty());
  }

  @Override
  public Optional<RunDifference> difference(String run, String other) {
    return whenOpen(() -> reader.difference(run, other), Optional.empty());
  }

  @Override
  public Subscription subscribe(Consumer<LiveUpdate> listener) {
    listeners.add(listener);
    return () -> listeners.remove(listener);
  }

  @Override
  public boolean ready() {
    return missing().isEmpty();
  }

  @Override
  public Optional<String> missing() {
    return service
        .missing()
        .or(catchUp::missing)
        .or(() -> whenOpen(stores::open, false)
            ? Optional.empty()
            : Optional.of("the view's stores are being opened"));
  }

  /** What the Kafka clients of the topology measure of themselves. */
  public Map<MetricName, ? extends Metric> measured() {
    return service.streams().metrics();
  }

  @Override
  public void close() {
    try (service) {
      catchUp.close();
    }
  }

  private void tell(LiveUpdate update) {
    cache.told(update);
    listeners.forEach(listener -> tell(listener, update));
  }

  private void tell(Consumer<LiveUpdate> listener, LiveUpdate update) {
    try {
      listener.accept(update);
    } catch (RuntimeException thrown) { // a listener's fault must not stop the view
      log.error("a listener fails and is told no more: {}", thrown.toString(), thrown);
      listeners.remove(listener);
    }
  }

  /** While stores are restored or move to another evaluator, nothing is known. */
  private <A> A whenOpen(Supplier<A> answer, A otherwise) {
    try {
      return answer.get();
    } catch (InvalidStateStoreException moving) {
      return otherwise;
    }
  }

  private static Properties settings(KafkaSettings kafka, Path directory) {
    Properties settings =
        StreamsService.settings(kafka, APPLICATION, directory, ViewProcessor.COMMIT_EVERY);
    settings.put(StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG, 0);
    settings.put(StreamsConfig.ROCKSDB_CONFIG_SETTER_CLASS_CONFIG, SmallStores.class);
    return settings;
  }
}
