package doublegrok.local.bundle;

import doublegrok.log.EventDetails;
import doublegrok.record.CheckpointManifest;
import doublegrok.record.EventKind;
import doublegrok.record.RunEvent;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import org.apache.avro.specific.SpecificRecord;

/**
 * Offsets of batches that records name: hints of where to look first, which are of one log. A
 * bundle has none, and an import names those of its own log.
 */
final class Places {
  private static final Set<String> BEGINNING =
      Set.of(EventDetails.COMMAND, EventDetails.BATCHES_FROM);

  private Places() {}

  /** A record that names no offset; most never do. */
  static <V extends SpecificRecord> V left(V record) {
    return moved(record, OptionalLong.empty());
  }

  /**
   * A record with the offset that it names on this log.
   *
   * @param offset behind a checkpoint's last batch, or of the run's first; empty for none
   */
  @SuppressWarnings("unchecked") // each is made into another of its own type
  static <V extends SpecificRecord> V moved(V record, OptionalLong offset) {
    if (record instanceof CheckpointManifest manifest) {
      Long there = offset.isPresent() ? offset.getAsLong() : null;
      return (V)
          CheckpointManifest.newBuilder(manifest).setNextBatchOffset(there).build();
    }
    if (record instanceof RunEvent event && beginsRun(event)) {
      Map<String, String> details = new HashMap<>(event.getDetails());
      details.remove(EventDetails.BATCHES_FROM);
      offset.ifPresent(there -> details.put(EventDetails.BATCHES_FROM, Long.toString(there)));
      return (V) RunEvent.newBuilder(event).setDetails(details).build();
    }
    return record;
  }

  /** Whether it accepts a run's start; that of a swap has the swap's changes too. */
  private static boolean beginsRun(RunEvent event) {
    return event.getKind() == EventKind.ACCEPTED
        && event.getDetails().containsKey(EventDetails.COMMAND)
        && BEGINNING.containsAll(event.getDetails().keySet());
  }
}
