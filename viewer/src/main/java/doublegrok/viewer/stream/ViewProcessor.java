package doublegrok.viewer.stream;

import doublegrok.log.CommitClock;
import doublegrok.log.Rejections;
import doublegrok.log.Topic;
import doublegrok.log.Topics;
import doublegrok.log.UnreadableRecordException;
import doublegrok.spec.RunSpecs;
import doublegrok.status.RejectedRecords;
import doublegrok.viewer.view.LiveUpdate;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Puts each record into its topic's store, where one with the same key replaces it (a step that a
 * crash made the trainer compute again), tells the listener, and puts on the log what follows.
 */
final class ViewProcessor implements Processor<String, byte[], String, byte[]> {
  static final Duration COMMIT_EVERY = Duration.ofMillis(500);
  private static final Duration SUMMARY_EVERY = Duration.ofMillis(250);

  private final Consumer<LiveUpdate> listener;
  private final RunSpecs specs;
  private final Clock clock;
  private final LongSupplier nanoTime;
  private final Rejections rejections;
  private final CommitClock commits;
  private final Set<String> changed = new LinkedHashSet<>();
  private ProcessorContext<String, byte[]> context;
  private Map<String, KeyValueStore<String, byte[]>> stores;
  private RunReader reader;
  private RunWatcher watcher;
  private long told;

  ViewProcessor(
      RunSpecs specs,
      Consumer<LiveUpdate> listener,
      Clock clock,
      LongSupplier nanoTime,
      RejectedRecords rejected) {
    this.specs = specs;
    this.rejections = new Rejections("evaluator", clock, rejected::rejected);
    this.listener = listener;
    this.clock = clock;
    this.nanoTime = nanoTime;
    this.commits = new CommitClock(COMMIT_EVERY, nanoTime);
  }

  @Override
  public void init(ProcessorContext<String, byte[]> processorContext) {
    context = processorContext;
    commits.restart();
    told = nanoTime.getAsLong();
    stores = Stream.concat(
            ViewStores.VIEWED.stream().map(ViewStores::name), Stream.of(WatchStore.NAME))
        .collect(Collectors.toMap(Function.identity(), context::getStateStore));
    ViewStores views = new ViewStores(stores::get, specs);
    reader = new RunReader(views);
    WatchStore watches = new WatchStore(stores.get(WatchStore.NAME));
    watcher = new RunWatcher(views, watches, clock, nanoTime);
    context.schedule(SUMMARY_EVERY, PunctuationType.WALL_CLOCK_TIME, now -> tellSummaries());
  }

  @Override
  public void process(Record<String, byte[]> input) {
    RecordMetadata origin = context.recordMetadata().orElseThrow();
    change(origin, input).ifPresent(change -> {
      view(change, input.value());
      watcher.after(change, origin.offset()).forEach(this::forward);
    });
    goByTheClock();
  }

  private Optional<Change> change(RecordMetadata origin, Record<String, byte[]> input) {
    try {
      return Optional.of(Change.of(origin.topic(), input.key(), origin.offset(), input.value()));
    } catch (UnreadableRecordException | IllegalArgumentException unfit) {
      reject(origin, input, unfit.getMessage());
      return Optional.empty();
    }
  }

  private void view(Change change, byte[] value) {
    stores.get(ViewStores.name(change.topic())).put(change.key(), value);
    changed.add(change.run());
    change.update().ifPresent(listener);
  }

  private void goByTheClock() {
    if (commits.due()) {
      context.commit();
    }
    if (nanoTime.getAsLong() - told >= SUMMARY_EVERY.toNanos()) {
      tellSummaries();
    }
  }

  private void tellSummaries() {
    told = nanoTime.getAsLong();
    watcher.overdue().forEach(this::forward);
    for (String run : changed) {
      reader.summary(run).map(LiveUpdate.SummaryChanged::new).ifPresent(listener);
    }
    changed.clear();
  }

  /** The generator rejects what is on control, which it reads too. */
  private void reject(RecordMetadata origin, Record<String, byte[]> input, String reason) {
    if (origin.topic().equals(Topics.CONTROL.name())) {
      return;
    }
    Rejections.Rejection rejection = rejections.reject(Rejections.Origin.of(origin, input), reason);
    forward(new Message<>(Topics.REJECTED, rejection.key(), rejection.record()));
  }

  private <V extends SpecificRecord> void forward(Message<V> message) {
    Topic<V> topic = message.topic();
    byte[] value = topic.codec().encode(message.value());
    context.forward(new Record<>(message.key(), value, clock.millis()), sink(topic));
  }

  /** Name of the sink of a topic; the topic's own is its source's. */
  static String sink(Topic<?> topic) {
    return "to " + topic.name();
  }
}
