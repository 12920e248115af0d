package doublegrok.evaluator.stream;

import doublegrok.record.RunWatch;
import doublegrok.schemas.AvroCodec;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/** What is remembered of each run, kept as Avro in a Streams store. */
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
    return Optional.ofNullable(store.get(run))
        .map(CODEC::decode)
        .orElseGet(() ->
            new RunWatch(run, new HashMap<>(), new HashMap<>(), new ArrayList<>(List.of()), false));
  }

  void put(RunWatch watch) {
    store.put(watch.getRun(), CODEC.encode(watch));
  }
}
