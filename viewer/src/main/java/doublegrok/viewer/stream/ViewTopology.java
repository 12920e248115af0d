package doublegrok.viewer.stream;

import doublegrok.log.RecordKeys;
import doublegrok.log.Topic;
import doublegrok.log.Topics;
import doublegrok.spec.RunSpecs;
import doublegrok.status.RejectedRecords;
import doublegrok.viewer.view.LiveUpdate;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.Topology;

/**
 * Every viewed topic through one processor into its store; what follows from it to events and
 * control, and what cannot be read to rejected.
 */
final class ViewTopology {
  private static final String PROCESSOR = "view";

  private ViewTopology() {}

  /**
   * The topology.
   *
   * @param specs reads run specs
   * @param listener is told of every change as it is made; a side effect, never replayed
   * @param clock stamps rejections
   * @param nanoTime a clock that only goes forward
   * @param rejected counts rejections; a side effect as well
   */
  static Topology create(
      RunSpecs specs,
      Consumer<LiveUpdate> listener,
      Clock clock,
      LongSupplier nanoTime,
      RejectedRecords rejected) {
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
        PROCESSOR, () -> new ViewProcessor(specs, listener, clock, nanoTime, rejected), sources);
    for (Topic<?> topic : ViewStores.VIEWED) {
      topology.addStateStore(ViewStores.builder(topic), PROCESSOR);
    }
    topology.addStateStore(WatchStore.builder(), PROCESSOR);
    for (Topic<?> topic : List.of(Topics.EVENTS, Topics.CONTROL, Topics.REJECTED)) {
      topology.addSink(
          ViewProcessor.sink(topic),
          topic.name(),
          Serdes.String().serializer(),
          Serdes.ByteArray().serializer(),
          ViewTopology::partition,
          PROCESSOR);
    }
    return topology;
  }

  /** That of the key's run, as of all that belongs to it. Where a rejection lies is all one. */
  static Optional<Set<Integer>> partition(String topic, String key, byte[] value, int partitions) {
    return Optional.of(Set.of(RecordKeys.partition(key, partitions)));
  }
}
