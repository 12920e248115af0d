package doublegrok.evaluator.stream;

import doublegrok.evaluator.view.RunDetails;
import doublegrok.evaluator.view.RunSummary;
import doublegrok.record.RunEvent;
import doublegrok.schemas.KafkaSettings;
import doublegrok.schemas.RunScan;
import doublegrok.schemas.Topic;
import doublegrok.schemas.Topics;
import doublegrok.schemas.UnreadableRecordException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * The same view as the topology's, read once from the topics: what a command shows of runs that may
 * have ended long ago, without an evaluator.
 */
public final class LogView {
  private static final Duration WITHIN = Duration.ofSeconds(30);

  private final RunScan scan;

  /** A view of the runs on a cluster. */
  public LogView(KafkaSettings kafka) {
    this.scan = new RunScan(kafka, WITHIN);
  }

  /** Every run, newest first, in detail. */
  public List<RunDetails> runs() {
    Map<String, MapStore> stores = new HashMap<>();
    for (Topic<?> topic : ViewStores.VIEWED) {
      MapStore store = new MapStore();
      scan.each(topic, each -> put(topic, each, store));
      stores.put(ViewStores.name(topic), store);
    }
    RunReader reader = reader(stores);
    List<RunDetails> runs = new ArrayList<>();
    for (RunSummary summary : reader.runs()) {
      reader.details(summary.run()).ifPresent(runs::add);
    }
    return runs;
  }

  /** A run in detail; empty if it was never started. */
  public Optional<RunDetails> run(String run) {
    Map<String, MapStore> stores = new HashMap<>();
    for (Topic<?> topic : ViewStores.VIEWED) {
      MapStore store = new MapStore();
      if (topic.equals(Topics.CONTROL)) { // of all runs: its parents may lie anywhere
        scan.each(topic, each -> put(topic, each, store));
      } else {
        scan.each(topic, run, each -> put(topic, each, store));
      }
      stores.put(ViewStores.name(topic), store);
    }
    return reader(stores).details(run);
  }

  private static RunReader reader(Map<String, MapStore> stores) {
    Map<String, List<RunEvent>> events = new TreeMap<>();
    new ViewStores(stores::get)
        .events()
        .all()
        .list()
        .forEach(event ->
            events.computeIfAbsent(event.getRun(), run -> new ArrayList<>()).add(event));
    MapStore watches = new MapStore();
    events.forEach((run, own) -> watches.put(run, WatchStore.remembered(run, own)));
    stores.put(WatchStore.NAME, watches);
    return new RunReader(new ViewStores(stores::get));
  }

  /** What cannot be read is left out; an evaluator rejects it, with the reason. */
  private static void put(Topic<?> topic, ConsumerRecord<String, byte[]> each, MapStore store) {
    try {
      store.put(
          Change.of(topic.name(), each.key(), each.offset(), each.value()).key(), each.value());
    } catch (UnreadableRecordException | IllegalArgumentException unfit) {
      // Left out.
    }
  }
}
