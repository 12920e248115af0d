package doublegrok.viewer.data;

import doublegrok.log.RunScan;
import doublegrok.log.Topic;
import doublegrok.log.Topics;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Offsets of a run's records that count: of events all, of others the newest of each key. */
final class Newest {
  private final boolean all;
  private final Map<String, Long> offsets = new HashMap<>();
  private long last = -1;

  private Newest(boolean all) {
    this.all = all;
  }

  /** Those that the log has now. */
  static Newest of(Topic<?> topic, String run, RunScan scan) {
    Newest newest = new Newest(topic.equals(Topics.EVENTS));
    scan.each(topic, run, newest::see);
    return newest;
  }

  private void see(ConsumerRecord<String, byte[]> found) {
    last = found.offset();
    if (!all) {
      offsets.put(found.key(), found.offset());
    }
  }

  /** Also of a record that came meanwhile: it belongs to the next export. */
  boolean isOne(ConsumerRecord<String, byte[]> found) {
    return all ? found.offset() <= last : offsets.getOrDefault(found.key(), -1L) == found.offset();
  }

  long lastOffset() {
    return last;
  }
}
