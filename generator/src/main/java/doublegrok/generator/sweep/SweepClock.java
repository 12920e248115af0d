package doublegrok.generator.sweep;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import org.apache.kafka.streams.state.KeyValueStore;

/** Clock that counts the time in which sweeps were on their way, and keeps it in their store. */
final class SweepClock {
  static final Duration TICK = Duration.ofSeconds(1);

  /** Its entry of the store. */
  static final String KEY = "clock";

  private static final long TICK_MILLIS_MAX = 2 * TICK.toMillis();

  private final KeyValueStore<String, byte[]> store;
  private long counted;
  private long ticked = Long.MAX_VALUE;

  /** The clock as the store has it. */
  SweepClock(KeyValueStore<String, byte[]> store) {
    this.store = store;
    this.counted = Optional.ofNullable(store.get(KEY))
        .map(bytes -> ByteBuffer.wrap(bytes).getLong())
        .orElse(0L);
  }

  /** Milliseconds that it has counted. */
  long millis() {
    return counted;
  }

  /** Counts what has passed since the last tick; of a pause of the process not all. */
  void tick(long wallMillis) {
    counted += Math.max(0, Math.min(TICK_MILLIS_MAX, wallMillis - ticked));
    ticked = wallMillis;
    store.put(KEY, ByteBuffer.allocate(Long.BYTES).putLong(counted).array());
  }

  /** What passes until the next tick is not counted. */
  void rest() {
    ticked = Long.MAX_VALUE;
  }
}
