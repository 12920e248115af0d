package doublegrok.generator;

import doublegrok.log.RunStreamPartitioner;
import doublegrok.log.Topic;
import doublegrok.log.Topics;
import doublegrok.spec.RunSpecs;
import java.time.Clock;
import java.util.Set;
import java.util.function.LongSupplier;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.state.Stores;

/** Control and demand through one processor to batches and events. */
final class GeneratorTopology {
  private static final String PROCESSOR = "generator";

  private GeneratorTopology() {}

  /**
   * The topology.
   *
   * @param specs reads run specs
   * @param clock only stamps what people see
   * @param nanoTime a clock that only goes forward
   * @param metrics is told what is done; a side effect, never taken back
   * @param batchesEnd is asked where a new run begins
   */
  static Topology create(
      RunSpecs specs,
      Clock clock,
      LongSupplier nanoTime,
      GeneratorMetrics metrics,
      BatchesEnd batchesEnd) {
    Topology topology = new Topology();
    for (Topic<?> source : Set.of(Topics.CONTROL, Topics.DEMAND)) {
      topology.addSource(
          source.name(),
          Serdes.String().deserializer(),
          Serdes.ByteArray().deserializer(),
          source.name());
    }
    topology.addProcessor(
        PROCESSOR,
        () -> new GeneratorProcessor(specs, clock, nanoTime, metrics, batchesEnd),
        Topics.CONTROL.name(),
        Topics.DEMAND.name());
    topology.addStateStore(
        Stores.keyValueStoreBuilder(
            Stores.inMemoryKeyValueStore(ProductionStore.NAME),
            Serdes.String(),
            Serdes.ByteArray()),
        PROCESSOR);
    addSink(topology, Topics.BATCHES);
    addSink(topology, Topics.EVENTS);
    addSink(topology, Topics.REJECTED);
    return topology;
  }

  /** Each sink is named after its topic, so that the processor can name it. */
  private static void addSink(Topology topology, Topic<?> topic) {
    Serializer<String> keys = Serdes.String().serializer();
    Serializer<byte[]> values = Serdes.ByteArray().serializer();
    topology.addSink(
        topic.name(), topic.name(), keys, values, new RunStreamPartitioner(), PROCESSOR);
  }
}
