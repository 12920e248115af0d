package doublegrok.evaluator.stream;

import doublegrok.evaluator.view.LiveUpdate;
import doublegrok.evaluator.view.RunHistory;
import doublegrok.evaluator.view.RunSummary;
import doublegrok.evaluator.view.RunViews;
import doublegrok.evaluator.view.Subscription;
import doublegrok.schemas.KafkaSettings;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.CloseOptions.GroupMembershipOperation;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StoreQueryParameters;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler;
import org.apache.kafka.streams.state.QueryableStoreTypes;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The views of the runs, read from the state stores of a running topology. */
public final class StreamsRunViews implements RunViews, AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(StreamsRunViews.class);
  private static final Duration CLOSE_WITHIN = Duration.ofSeconds(3);
  private static final int COMMIT_MILLIS = 200;

  private final List<Consumer<LiveUpdate>> listeners = new CopyOnWriteArrayList<>();
  private final CompletableFuture<Throwable> failure = new CompletableFuture<>();
  private final KafkaStreams streams;
  private final ViewStores stores;
  private final RunReader reader;

  private StreamsRunViews(KafkaSettings kafka, Path directory) {
    this.streams = new KafkaStreams(
        ViewTopology.create(this::tell, Clock.systemUTC()), properties(kafka, directory));
    this.stores = new ViewStores(name -> streams.store(
        StoreQueryParameters.fromNameAndType(name, QueryableStoreTypes.keyValueStore())));
    this.reader = new RunReader(stores);
  }

  /** Starts the topology; its stores lie in the directory. */
  public static StreamsRunViews start(KafkaSettings kafka, Path directory) {
    StreamsRunViews views = new StreamsRunViews(kafka, directory);
    views.streams.setUncaughtExceptionHandler(thrown -> {
      log.error("the view fails: {}", thrown.toString(), thrown);
      views.failure.complete(thrown);
      return StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
    });
    views.streams.start();
    return views;
  }

  /** Completes if the topology fails, with what made it fail. */
  public CompletableFuture<Throwable> failure() {
    return failure;
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
  public Subscription subscribe(Consumer<LiveUpdate> listener) {
    listeners.add(listener);
    return () -> listeners.remove(listener);
  }

  @Override
  public boolean ready() {
    return streams.state() == KafkaStreams.State.RUNNING && whenOpen(stores::open, false);
  }

  @Override
  public void close() {
    // Otherwise whoever takes over waits for this member's session to time out.
    streams.close(CloseOptions.timeout(CLOSE_WITHIN)
        .withGroupMembershipOperation(GroupMembershipOperation.LEAVE_GROUP));
  }

  private void tell(LiveUpdate update) {
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

  private static Properties properties(KafkaSettings kafka, Path directory) {
    Properties settings = new Properties();
    settings.putAll(kafka.common());
    settings.put(StreamsConfig.APPLICATION_ID_CONFIG, "doublegrok-evaluator-view");
    settings.put(StreamsConfig.STATE_DIR_CONFIG, directory.toString());
    settings.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
    settings.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, COMMIT_MILLIS);
    settings.put(StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG, 0);
    settings.put(StreamsConfig.ROCKSDB_CONFIG_SETTER_CLASS_CONFIG, SmallStores.class);
    settings.put(StreamsConfig.consumerPrefix(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG), "earliest");
    return settings;
  }
}
