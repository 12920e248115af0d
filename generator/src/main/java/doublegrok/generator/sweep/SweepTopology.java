package doublegrok.generator.sweep;

import doublegrok.log.Rejections;
import doublegrok.log.RunStreamPartitioner;
import doublegrok.log.Topic;
import doublegrok.log.Topics;
import doublegrok.spec.RunSpecs;
import java.time.Clock;
import java.util.List;
import java.util.function.Consumer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Repartitioned;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.state.Stores;

/**
 * Events and the topic {@code sweeps}, both sifted, through one partition to one processor: a
 * sweep's runs lie in all partitions, and what happens to them has to have one order.
 */
public final class SweepTopology {
  private static final String PROCESSOR = "sweep-processor";
  private static final String SIFTER = "sweep-sifter";
  private static final String MERGED = "sweep-merged";

  private SweepTopology() {}

  /**
   * The topology.
   *
   * @param specs reads run specs
   * @param clock only stamps what people see
   * @param rejected counts a record that was rejected, by its topic
   */
  public static Topology create(RunSpecs specs, Clock clock, Consumer<String> rejected) {
    StreamsBuilder builder = new StreamsBuilder();
    Serde<String> keys = Serdes.String();
    Serde<byte[]> values = Serdes.ByteArray();
    builder.addStateStore(Stores.keyValueStoreBuilder(
        Stores.inMemoryKeyValueStore(SweepProcessor.STORE), keys, values));
    ProcessorSupplier<String, byte[], String, byte[]> sifter = () -> new SweepSifter(
        MERGED, sink(Topics.REJECTED), new Rejections("generator", clock, rejected));
    KStream<String, byte[]> said = builder.stream(Topics.SWEEPS.name(), Consumed.with(keys, values))
        .process(sifter, Named.as(SIFTER));
    KStream<String, byte[]> happened = builder.stream(
            Topics.EVENTS.name(), Consumed.with(keys, values))
        .process(sifter, Named.as(SIFTER + "-events"));
    var unused = said.merge(happened, Named.as(MERGED))
        .repartition(Repartitioned.with(keys, values)
            .withName(SweepProcessor.STORE)
            .withNumberOfPartitions(1))
        .process(() -> new SweepProcessor(specs, clock), Named.as(PROCESSOR), SweepProcessor.STORE);
    Topology topology = builder.build();
    List.of(Topics.CONTROL, Topics.QUEUE, Topics.SWEEPS, Topics.EVENTS)
        .forEach(topic -> addSink(topology, topic, PROCESSOR));
    addSink(topology, Topics.REJECTED, SIFTER);
    return topology;
  }

  /** The name of the node that writes to a topic. */
  static String sink(Topic<?> topic) {
    return "sweep-to-" + topic.name();
  }

  private static void addSink(Topology topology, Topic<?> topic, String parent) {
    topology.addSink(
        sink(topic),
        topic.name(),
        Serdes.String().serializer(),
        Serdes.ByteArray().serializer(),
        new RunStreamPartitioner(),
        parent);
  }
}
