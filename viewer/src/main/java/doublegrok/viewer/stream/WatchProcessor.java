package doublegrok.viewer.stream;

import doublegrok.log.CommitClock;
import doublegrok.log.ImportMark;
import doublegrok.log.NeededPunctuation;
import doublegrok.log.Rejections;
import doublegrok.log.Topic;
import doublegrok.log.Topics;
import doublegrok.log.UnreadableRecordException;
import doublegrok.spec.RunSpecs;
import doublegrok.status.RejectedRecords;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Processor that puts into the watch's stores the records that it will need, where one with the
 * same key replaces its twin, and puts on the log what follows from them.
 */
final class WatchProcessor implements Processor<String, byte[], String, byte[]> {
  static final Duration COMMIT_EVERY = Duration.ofMillis(500);

  /** Topics that have a store; of each run's steps only the newest is kept. */
  static final List<Topic<?>> KEPT = List.of(
      Topics.CONTROL,
      Topics.STEPS,
      Topics.CHECKPOINTS,
      Topics.EVALUATIONS,
      Topics.REFERENCES,
      Topics.EVENTS);

  private static final Duration OVERDUE_EVERY = Duration.ofMillis(250);

  private final RunSpecs specs;
  private final Clock clock;
  private final LongSupplier nanoTime;
  private final Rejections rejections;
  private final CommitClock commits;
  private final Map<String, String> newestSteps = new HashMap<>(); // their keys, by run
  private ProcessorContext<String, byte[]> context;
  private Map<String, KeyValueStore<String, byte[]>> stores;
  private RunWatcher watcher;
  private NeededPunctuation overdue;
  private long looked;

  WatchProcessor(RunSpecs specs, Clock clock, LongSupplier nanoTime, RejectedRecords rejected) {
    this.specs = specs;
    this.rejections = new Rejections("evaluator", clock, rejected::rejected);
    this.clock = clock;
    this.nanoTime = nanoTime;
    this.commits = new CommitClock(COMMIT_EVERY, nanoTime);
  }

  @Override
  public void init(ProcessorContext<String, byte[]> processorContext) {
    context = processorContext;
    commits.restart();
    looked = nanoTime.getAsLong();
    stores = Stream.concat(KEPT.stream().map(ViewStores::name), Stream.of(WatchStore.NAME))
        .collect(Collectors.toMap(Function.identity(), context::getStateStore));
    ViewStores kept = new ViewStores(stores::get, specs);
    WatchStore watches = new WatchStore(stores.get(WatchStore.NAME));
    watcher = new RunWatcher(kept, watches, clock, nanoTime);
    overdue = new NeededPunctuation(context, OVERDUE_EVERY, now -> lookForOverdue());
    overdue.need(watcher.awaits());
  }

  @Override
  public void process(Record<String, byte[]> input) {
    RecordMetadata origin = context.recordMetadata().orElseThrow();
    change(origin, input).ifPresent(change -> {
      keep(change, input.value());
      List<? extends Message<?>> following = watcher.after(change, origin.offset());
      if (!ImportMark.isIn(input.headers())) { // of such a record it is on the log already
        following.forEach(this::forward);
      }
    });
    goByTheClock();
    overdue.need(watcher.awaits());
  }

  private Optional<Change> change(RecordMetadata origin, Record<String, byte[]> input) {
    try {
      return Optional.of(Change.of(origin.topic(), input.key(), origin.offset(), input.value()));
    } catch (UnreadableRecordException | IllegalArgumentException unfit) {
      reject(origin, input, unfit.getMessage());
      return Optional.empty();
    }
  }

  private void keep(Change change, byte[] value) {
    if (change.topic().equals(Topics.STEPS)) {
      keepNewest(change, value);
    } else if (KEPT.contains(change.topic())) {
      stores.get(ViewStores.name(change.topic())).put(change.key(), value);
    }
  }

  private void keepNewest(Change step, byte[] value) {
    KeyValueStore<String, byte[]> steps = stores.get(ViewStores.name(Topics.STEPS));
    String before = newestSteps.computeIfAbsent(step.run(), run -> newest(steps, run));
    if (step.key().compareTo(before) >= 0) {
      steps.put(step.key(), value);
      newestSteps.put(step.run(), step.key());
      if (!before.isEmpty() && !before.equals(step.key())) {
        steps.delete(before);
      }
    }
  }

  /** The key of a run's newest step; an empty one, which is before all others, if it has none. */
  private static String newest(KeyValueStore<String, byte[]> steps, String run) {
    try (KeyValueIterator<String, byte[]> newest = ViewStores.newestFirst(steps, run)) {
      return newest.hasNext() ? newest.next().key : "";
    }
  }

  private void goByTheClock() {
    if (commits.due()) {
      context.commit();
    }
    if (nanoTime.getAsLong() - looked >= OVERDUE_EVERY.toNanos()) {
      lookForOverdue();
    }
  }

  private void lookForOverdue() {
    looked = nanoTime.getAsLong();
    watcher.overdue().forEach(this::forward);
    overdue.need(watcher.awaits());
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
