package doublegrok.viewer.stream;

import doublegrok.log.UnreadableRecordException;
import doublegrok.spec.RunSpecs;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Stores of the view in memory, filled with what is read from the topics. */
final class LogStores {
  private final Map<String, MapStore> stores = new HashMap<>();
  private final Standings standings;
  private final RunReader reader;

  /** Empty stores; run specs in them are read by these. */
  LogStores(RunSpecs specs) {
    standings = new Standings(specs);
    reader = new RunReader(new ViewStores(stores::get, specs), standings);
    ViewStores.VIEWED.forEach(topic -> stores.put(ViewStores.name(topic), new MapStore()));
  }

  /** Takes a record up; one that cannot be read is left out: the watch says why. */
  Optional<Change> put(ConsumerRecord<String, byte[]> each) {
    try {
      Change change = Change.of(each.topic(), each.key(), each.offset(), each.value());
      store(ViewStores.name(change.topic())).put(change.key(), each.value());
      standings.add(change);
      return Optional.of(change);
    } catch (UnreadableRecordException | IllegalArgumentException unfit) {
      return Optional.empty();
    }
  }

  /** A reader of what is there. */
  RunReader reader() {
    return reader;
  }

  /** The standings of the runs. */
  Standings standings() {
    return standings;
  }

  /** The store of this name. */
  MapStore store(String name) {
    return stores.get(name);
  }
}
