package doublegrok.viewer.stream;

import doublegrok.log.Topic;
import doublegrok.log.UnreadableRecordException;
import doublegrok.record.RunEvent;
import doublegrok.spec.RunSpecs;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** The view's stores in memory, filled with what is read from the topics. */
final class LogStores {
  private final Map<String, MapStore> stores = new HashMap<>();
  private final ViewStores views;
  private final RunReader reader;

  /** Empty stores; run specs in them are read by these. */
  LogStores(RunSpecs specs) {
    views = new ViewStores(stores::get, specs);
    reader = new RunReader(views);
    ViewStores.VIEWED.forEach(topic -> stores.put(ViewStores.name(topic), new MapStore()));
    stores.put(WatchStore.NAME, new MapStore());
  }

  /** Takes a record up; one that cannot be read is left out: an evaluator says why. */
  Optional<Change> put(ConsumerRecord<String, byte[]> each) {
    try {
      Change change = Change.of(each.topic(), each.key(), each.offset(), each.value());
      store(change.topic()).put(change.key(), each.value());
      return Optional.of(change);
    } catch (UnreadableRecordException | IllegalArgumentException unfit) {
      return Optional.empty();
    }
  }

  /** A reader of what is there; it remembers what the events tell. */
  RunReader reader() {
    Map<String, List<RunEvent>> events = new TreeMap<>();
    views
        .events()
        .all()
        .list()
        .forEach(event ->
            events.computeIfAbsent(event.getRun(), run -> new ArrayList<>()).add(event));
    events.forEach(
        (run, own) -> stores.get(WatchStore.NAME).put(run, WatchStore.remembered(run, own)));
    return reader;
  }

  private MapStore store(Topic<?> topic) {
    return stores.get(ViewStores.name(topic));
  }
}
