package doublegrok.viewer.stream;

import doublegrok.log.KafkaSettings;
import doublegrok.log.Topic;
import doublegrok.log.TopicAdmin;
import doublegrok.log.Topics;
import doublegrok.log.UnreadableRecordException;
import doublegrok.spec.RunSpecs;
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
import doublegrok.viewer.view.SweepOverview;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.common.TopicPartition;
import org.rocksdb.RocksDBException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Views of all runs, read from every partition of the topics into stores on this disk: whoever has
 * one depends on no other viewer. The standings of the runs are kept in memory besides.
 */
public final class DiskRunViews implements RunViews, AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(DiskRunViews.class);
  private static final Duration TOPICS_WITHIN = Duration.ofSeconds(30);
  private static final int RECORDS_AT_ONCE = 2_000;

  /** Of some 56 bytes each: ten runs of 200,000 steps. */
  private static final int CACHED_STEPS = 2_000_000;

  private final List<Consumer<LiveUpdate>> listeners = new CopyOnWriteArrayList<>();
  private final PastCache cache = new PastCache(CACHED_STEPS);
  private final Map<TopicPartition, Long> shown = new ConcurrentHashMap<>();
  private final ReadWriteLock closing = new ReentrantReadWriteLock();
  private final DiskStores stores;
  private final Standings standings;
  private final SweepStandings sweeps;
  private final RunReader reader;
  private final ViewTeller teller;
  private final TopicFollower follower;
  private boolean closed; // guarded by closing

  private DiskRunViews(KafkaSettings kafka, Path directory) {
    stores = DiskStores.open(directory, identity(kafka));
    ViewStores views = new ViewStores(stores::store, new RunSpecs(kafka.families()));
    standings = Standings.of(views);
    sweeps = new SweepStandings(standings);
    reader = new RunReader(views, standings);
    teller = new ViewTeller(standings, sweeps, this::tell, System::nanoTime);
    Map<String, Object> settings = new HashMap<>(kafka.consumer());
    settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, RECORDS_AT_ONCE);
    follower = new TopicFollower(followed(), () -> new KafkaConsumer<>(settings), new Taker());
  }

  /** Topics that are viewed. */
  public static List<String> topics() {
    return ViewStores.VIEWED.stream().map(Topic::name).toList();
  }

  /** Those, and the sweeps, which are read anew each time: they are few, and kept in memory. */
  private static List<String> followed() {
    return Stream.concat(topics().stream(), Stream.of(Topics.SWEEPS.name())).toList();
  }

  /**
   * Opens the stores in the directory, or new ones if they are of other topics, and begins to read.
   *
   * @throws IllegalStateException if the stores cannot be used
   */
  public static DiskRunViews start(KafkaSettings kafka, Path directory) {
    DiskRunViews views = new DiskRunViews(kafka, directory);
    views.follower.start();
    return views;
  }

  /** Topics that were deleted and made again have the names, but not the ids. */
  private static String identity(KafkaSettings kafka) {
    return TopicAdmin.ids(kafka, ViewStores.VIEWED, TOPICS_WITHIN).toString();
  }

  /** Completes if it cannot go on, with what made it fail. */
  public CompletableFuture<Throwable> failure() {
    return follower.failure();
  }

  @Override
  public List<RunSummary> runs() {
    return standings.summaries();
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
    return standings.isStarted(run);
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
  public List<SweepOverview> sweeps() {
    return sweeps.all();
  }

  @Override
  public Optional<SweepOverview> sweep(String sweep) {
    return sweeps.sweep(sweep);
  }

  @Override
  public Optional<RunSignals> signals(String run) {
    return standings.signals(run);
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
    return follower.missing();
  }

  /** Offset behind the last record of runs that is shown, of each partition that has one. */
  public Map<TopicPartition, Long> shown() {
    return Map.copyOf(shown);
  }

  /** What the Kafka client measures of itself. */
  public Map<MetricName, ? extends Metric> measured() {
    return follower.measured();
  }

  /** Waits for those who are reading. */
  @Override
  public void close() {
    follower.close();
    closing.writeLock().lock();
    try {
      if (!closed && follower.ended()) { // a thread that hangs may still write
        stores.close();
      }
      closed = true;
    } finally {
      closing.writeLock().unlock();
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

  /** The stores of a view that is closed must not be touched: they lie outside of Java's memory. */
  private <A> A whenOpen(Supplier<A> answer, A otherwise) {
    closing.readLock().lock();
    try {
      return closed ? otherwise : answer.get();
    } finally {
      closing.readLock().unlock();
    }
  }

  private static boolean isOfSweeps(String topic) {
    return topic.equals(Topics.SWEEPS.name());
  }

  /** Stores first, then standings, then whoever listens. */
  private final class Taker implements TopicFollower.Taker {
    @Override
    public OptionalLong position(TopicPartition partition) {
      OptionalLong next =
          isOfSweeps(partition.topic()) ? OptionalLong.empty() : stores.position(partition);
      next.ifPresent(offset -> shown.put(partition, offset));
      return next;
    }

    @Override
    public void take(ConsumerRecords<String, byte[]> records) {
      if (!records.isEmpty()) {
        store(records).forEach(change -> {
          standings.add(change);
          teller.changed(change);
        });
        for (ConsumerRecord<String, byte[]> each : records.records(Topics.SWEEPS.name())) {
          sweeps.add(each).ifPresent(teller::changed);
        }
        ofRuns(records).forEach(each -> shown.put(each, next(records, each)));
      }
      teller.tellIfDue();
    }

    private List<Change> store(ConsumerRecords<String, byte[]> records) {
      List<Change> changes = new ArrayList<>();
      try (DiskStores.Batch batch = stores.batch()) {
        for (ConsumerRecord<String, byte[]> each : records) {
          Optional<Change> change = isOfSweeps(each.topic()) ? Optional.empty() : change(each);
          if (change.isPresent()) {
            batch.put(change.get().topic(), change.get().key(), each.value());
            changes.add(change.get());
          }
        }
        for (TopicPartition each : ofRuns(records)) {
          batch.position(each, next(records, each));
        }
        batch.write();
      } catch (RocksDBException failure) {
        throw new IllegalStateException("its stores cannot be written", failure);
      }
      return changes;
    }

    private static List<TopicPartition> ofRuns(ConsumerRecords<String, byte[]> records) {
      return records.partitions().stream()
          .filter(each -> !isOfSweeps(each.topic()))
          .toList();
    }

    private static long next(ConsumerRecords<String, byte[]> records, TopicPartition partition) {
      List<ConsumerRecord<String, byte[]>> own = records.records(partition);
      return own.get(own.size() - 1).offset() + 1;
    }

    /** Empty for what cannot be read: the watch says why. */
    private static Optional<Change> change(ConsumerRecord<String, byte[]> each) {
      try {
        return Optional.of(Change.of(each.topic(), each.key(), each.offset(), each.value()));
      } catch (UnreadableRecordException | IllegalArgumentException unfit) {
        return Optional.empty();
      }
    }
  }
}
