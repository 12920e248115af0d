package doublegrok.viewer.stream;

import doublegrok.log.AvroCodec;
import doublegrok.record.RunWatch;
import doublegrok.task.Transition;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/** Store of what the watch remembers of each run, as Avro. */
final class WatchStore {
  static final String NAME = "watch";
  private static final AvroCodec<RunWatch> CODEC = AvroCodec.of(RunWatch.getClassSchema());

  private final KeyValueStore<String, byte[]> store;

  WatchStore(KeyValueStore<String, byte[]> store) {
    this.store = store;
  }

  static StoreBuilder<KeyValueStore<String, byte[]>> builder() {
    return Stores.keyValueStoreBuilder(
        Stores.persistentKeyValueStore(NAME), Serdes.String(), Serdes.ByteArray());
  }

  /** The memory of a run; an empty one at first. */
  RunWatch of(String run) {
    return read(run, store.get(run));
  }

  /**
   * A memory as it is kept.
   *
   * @param bytes null if there are none yet
   */
  static RunWatch read(String run, byte[] bytes) {
    return bytes == null
        ? new RunWatch(
            run,
            new ArrayList<>(),
            new HashMap<>(),
            new HashMap<>(),
            new ArrayList<>(),
            false,
            new ArrayList<>(),
            new HashMap<>())
        : CODEC.decode(bytes);
  }

  /** Step by which each transition set in first. */
  static Map<Transition, Double> onsets(RunWatch watch) {
    Map<Transition, Double> onsets = new HashMap<>();
    for (Transition each : Transition.all()) {
      Optional.ofNullable(watch.getFirstGains().get(each.label()))
          .ifPresent(step -> onsets.put(each, (double) step));
    }
    return onsets;
  }

  void put(RunWatch watch) {
    store.put(watch.getRun(), CODEC.encode(watch));
  }
}
