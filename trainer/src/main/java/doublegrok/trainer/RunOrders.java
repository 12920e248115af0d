package doublegrok.trainer;

import doublegrok.log.KafkaSettings;
import doublegrok.log.TopicPartitions;
import doublegrok.log.Topics;
import doublegrok.log.UnreadableRecordException;
import doublegrok.record.EventKind;
import doublegrok.record.RunEvent;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/**
 * Reader of whether people hold or end the run: as the generator says on {@code events}, who has
 * then stopped producing. Asked only when there is no batch: so every batch that was produced is
 * trained on.
 */
final class RunOrders implements Orders, AutoCloseable {
  private static final Map<EventKind, Kind> KINDS = Map.of(
      EventKind.PAUSED, Kind.HOLD, EventKind.CONTINUED, Kind.TRAIN, EventKind.STOPPED, Kind.END);
  private static final Duration WITHIN = Duration.ofSeconds(30);
  private static final Duration CLOSE_WITHIN = Duration.ofMillis(500);

  private final String run;
  private final Consumer<String, byte[]> consumer;
  private Order newest = Order.NONE;

  private RunOrders(String run, Consumer<String, byte[]> consumer) {
    this.run = run;
    this.consumer = consumer;
  }

  /** The run's orders, those until now known. */
  static RunOrders open(KafkaSettings kafka, String run) {
    return of(new KafkaConsumer<>(kafka.consumer()), run);
  }

  /** Orders read with this consumer, which is owned: it is closed even if this fails. */
  static RunOrders of(Consumer<String, byte[]> consumer, String run) {
    RunOrders orders = new RunOrders(run, consumer);
    try {
      orders.readToEnd();
      return orders;
    } catch (RuntimeException failure) {
      orders.close();
      throw failure;
    }
  }

  @Override
  public Order newest(Duration wait) {
    consumer.poll(wait).forEach(this::read);
    return newest;
  }

  @Override
  public void close() {
    consumer.close(CloseOptions.timeout(CLOSE_WITHIN));
  }

  private void readToEnd() {
    TopicPartition own = TopicPartitions.of(consumer, Topics.EVENTS, run, WITHIN);
    consumer.assign(List.of(own));
    consumer.seekToBeginning(List.of(own));
    long end = consumer.endOffsets(List.of(own), WITHIN).get(own);
    long begun = System.nanoTime();
    while (consumer.position(own, WITHIN) < end) {
      newest(Duration.ofMillis(100));
      if (System.nanoTime() - begun > WITHIN.toNanos()) {
        throw new IllegalStateException(
            "the events of run '%s' cannot be read within %d s".formatted(run, WITHIN.toSeconds()));
      }
    }
  }

  private void read(ConsumerRecord<String, byte[]> each) {
    if (run.equals(each.key())) {
      event(each.value()).flatMap(RunOrders::order).ifPresent(order -> newest = order);
    }
  }

  private static Optional<RunEvent> event(byte[] value) {
    try {
      return Optional.of(Topics.EVENTS.codec().decode(value));
    } catch (UnreadableRecordException foreign) { // the evaluator rejects it, with the reason
      return Optional.empty();
    }
  }

  private static Optional<Order> order(RunEvent event) {
    long batch = Optional.ofNullable(event.getBatch()).orElse(0L);
    return Optional.ofNullable(KINDS.get(event.getKind())).map(kind -> new Order(kind, batch));
  }
}
