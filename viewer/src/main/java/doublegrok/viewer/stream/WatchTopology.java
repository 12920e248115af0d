package doublegrok.viewer.stream;

import doublegrok.log.RunStreamPartitioner;
import doublegrok.log.Topic;
import doublegrok.log.Topics;
import doublegrok.spec.RunSpecs;
import doublegrok.status.RejectedRecords;
import java.time.Clock;
import java.util.List;
import java.util.function.LongSupplier;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.Topology;

/**
 * Topology of the watch: every viewed topic through one processor; what follows from it to events
 * and control, and what cannot be read to rejected.
 */
final class WatchTopology {
  private static final String PROCESSOR = "watch";

  private WatchTopology() {}

  /**
   * The topology.
   *
   * @param specs reads run specs
   * @param clock stamps rejections
   * @param nanoTime a clock that only goes forward
   * @param rejected counts rejections; a side effect, never replayed
   */
  static Topology create(
      RunSpecs specs, Clock clock, LongSupplier nanoTime, RejectedRecords rejected) {
    Topology topology = new Topology();
    for (Topic<?> topic : ViewStores.VIEWED) {
      topology.addSource(
          topic.name(),
          Serdes.String().deserializer(),
          Serdes.ByteArray().deserializer(),
          topic.name());
    }
    String[] sources = ViewStores.VIEWED.stream().map(Topic::name).toArray(String[]::new);
    topology.addProcessor(
        PROCESSOR, () -> new WatchProcessor(specs, clock, nanoTime, rejected), sources);
    for (Topic<?> topic : WatchProcessor.KEPT) {
      topology.addStateStore(ViewStores.builder(topic), PROCESSOR);
    }
    topology.addStateStore(WatchStore.builder(), PROCESSOR);
    for (Topic<?> topic : List.of(Topics.EVENTS, Topics.CONTROL, Topics.REJECTED)) {
      topology.addSink(
          WatchProcessor.sink(topic),
          topic.name(),
          Serdes.String().serializer(),
          Serdes.ByteArray().serializer(),
          new RunStreamPartitioner(),
          PROCESSOR);
    }
    return topology;
  }
}
