package doublegrok.evaluator.stream;

import static java.nio.charset.StandardCharsets.UTF_8;

import doublegrok.evaluator.view.LiveUpdate;
import doublegrok.schemas.Rejections;
import doublegrok.schemas.Topic;
import doublegrok.schemas.Topics;
import doublegrok.schemas.UnreadableRecordException;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.apache.kafka.streams.state.KeyValueStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts each record into its topic's store, where one with the same key replaces it (a step that a
 * crash made the trainer compute again), and tells the listener.
 */
final class ViewProcessor implements Processor<String, byte[], String, byte[]> {
  private static final Logger log = LoggerFactory.getLogger(ViewProcessor.class);
  private static final Duration SUMMARY_EVERY = Duration.ofMillis(250);

  private final Consumer<LiveUpdate> listener;
  private final Clock clock;
  private final Set<String> changed = new LinkedHashSet<>();
  private ProcessorContext<String, byte[]> context;
  private Map<String, KeyValueStore<String, byte[]>> stores;
  private RunReader reader;

  ViewProcessor(Consumer<LiveUpdate> listener, Clock clock) {
    this.listener = listener;
    this.clock = clock;
  }

  @Override
  public void init(ProcessorContext<String, byte[]> processorContext) {
    context = processorContext;
    stores = ViewStores.VIEWED.stream()
        .map(ViewStores::name)
        .collect(Collectors.toMap(Function.identity(), context::getStateStore));
    reader = new RunReader(new ViewStores(stores::get));
    context.schedule(SUMMARY_EVERY, PunctuationType.WALL_CLOCK_TIME, now -> tellSummaries());
  }

  @Override
  public void process(Record<String, byte[]> input) {
    RecordMetadata origin = context.recordMetadata().orElseThrow();
    Change change;
    try {
      change = Change.of(origin.topic(), origin.offset(), input.value());
    } catch (UnreadableRecordException | IllegalArgumentException unfit) {
      reject(origin, input, unfit.getMessage());
      return;
    }
    stores.get(ViewStores.name(change.topic())).put(change.key(), input.value());
    changed.add(change.run());
    change.update().ifPresent(listener);
  }

  private void tellSummaries() {
    for (String run : changed) {
      reader.summary(run).map(LiveUpdate.SummaryChanged::new).ifPresent(listener);
    }
    changed.clear();
  }

  private void reject(RecordMetadata origin, Record<String, byte[]> input, String reason) {
    log.warn("rejected {}/{}@{}: {}", origin.topic(), origin.partition(), origin.offset(), reason);
    byte[] key = input.key() == null ? null : input.key().getBytes(UTF_8);
    forward(
        Topics.REJECTED,
        Rejections.key(origin.topic(), origin.partition(), origin.offset()),
        Rejections.of(
            origin.topic(),
            origin.partition(),
            origin.offset(),
            "evaluator",
            reason,
            key,
            input.value(),
            clock.instant()));
  }

  private <V extends SpecificRecord> void forward(Topic<V> topic, String key, V value) {
    context.forward(new Record<>(key, topic.codec().encode(value), clock.millis()), topic.name());
  }
}
