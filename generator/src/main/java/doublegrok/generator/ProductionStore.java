package doublegrok.generator;

import doublegrok.log.AvroCodec;
import doublegrok.record.GeneratorState;
import doublegrok.record.ProductionPhase;
import doublegrok.spec.RunSpecs;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.streams.state.KeyValueStore;

/** The state of every run, kept as Avro in a Streams store, with a cache of what is parsed. */
final class ProductionStore {
  static final String NAME = "production";
  private static final AvroCodec<GeneratorState> CODEC =
      AvroCodec.of(GeneratorState.getClassSchema());

  private final KeyValueStore<String, byte[]> store;
  private final RunSpecs specs;
  private final Map<String, Production> parsed = new HashMap<>();

  ProductionStore(KeyValueStore<String, byte[]> store, RunSpecs specs) {
    this.store = store;
    this.specs = specs;
  }

  Optional<Production> of(String run) {
    Production known = parsed.get(run);
    if (known != null) {
      return Optional.of(known);
    }
    byte[] bytes = store.get(run);
    return bytes == null ? Optional.empty() : Optional.of(read(bytes));
  }

  List<String> runs() {
    try (var entries = store.all()) {
      List<String> runs = new ArrayList<>();
      entries.forEachRemaining(entry -> runs.add(entry.key));
      return runs;
    }
  }

  void put(Production production) {
    parsed.put(production.run(), production);
    store.put(production.run(), encoded(production));
  }

  /**
   * Takes up a state that was kept elsewhere.
   *
   * @throws doublegrok.log.UnreadableRecordException if it is none
   * @throws doublegrok.spec.text.InvalidSpecException if its spec is of a family unknown here
   */
  void bring(byte[] state) {
    put(read(state));
  }

  /** A state as it is kept. */
  static byte[] encoded(Production production) {
    return CODEC.encode(write(production));
  }

  private Production read(byte[] bytes) {
    GeneratorState state = CODEC.decode(bytes);
    Production production = new Production(
        state.getRun(),
        specs.parse(state.getSpec(), "generator state of " + state.getRun(), List.of()),
        state.getNextCommand(),
        state.getNextBatch(),
        state.getProducedBatches(),
        state.getUpToBatch(),
        state.getEndsAtBatch(),
        state.getEpoch(),
        Production.Phase.valueOf(state.getPhase().name()));
    parsed.put(production.run(), production);
    return production;
  }

  private static GeneratorState write(Production production) {
    return new GeneratorState(
        production.run(),
        RunSpecs.canonical(production.spec()),
        production.nextCommand(),
        production.nextBatch(),
        production.produced(),
        production.upTo(),
        production.epoch(),
        production.endsAt(),
        ProductionPhase.valueOf(production.phase().name()));
  }
}
