package doublegrok.trainer;

import static org.assertj.core.api.Assertions.assertThat;

import doublegrok.log.Topics;
import doublegrok.record.EventKind;
import doublegrok.record.RunEvent;
import doublegrok.trainer.Orders.Kind;
import doublegrok.trainer.Orders.Order;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
final class RunOrdersTest {
  private static final TopicPartition EVENTS = new TopicPartition(Topics.EVENTS.name(), 0);

  private final MockConsumer<String, byte[]> consumer = new MockConsumer<>("earliest");
  private long end;

  @Test
  void whatWasOrderedBeforeItBeginsIsKnown() {
    consumer.schedulePollTask(() -> {
      append(EventKind.PAUSED, 7);
      append(EventKind.RESUMED, 7);
    });

    assertThat(open(2).newest(Duration.ZERO)).isEqualTo(new Order(Kind.HOLD, 7));
  }

  @Test
  void theNewestOrderOfTheRunCounts() {
    RunOrders orders = open(0);
    assertThat(orders.newest(Duration.ZERO)).isEqualTo(Order.NONE);

    append(EventKind.PAUSED, 7);
    append(EventKind.CONTINUED, 7);
    append("other", event(EventKind.STOPPED, 9));
    assertThat(orders.newest(Duration.ZERO)).isEqualTo(new Order(Kind.TRAIN, 7));

    append(EventKind.STOPPED, 12);
    append(Given.RUN, new byte[] {1, 2, 3});
    append(EventKind.ALARM, 13);
    assertThat(orders.newest(Duration.ZERO)).isEqualTo(new Order(Kind.END, 12));
  }

  private RunOrders open(long until) {
    consumer.updatePartitions(
        EVENTS.topic(), List.of(new PartitionInfo(EVENTS.topic(), 0, null, null, null)));
    consumer.updateBeginningOffsets(Map.of(EVENTS, 0L));
    consumer.updateEndOffsets(Map.of(EVENTS, until));
    return RunOrders.of(consumer, Given.RUN);
  }

  private void append(EventKind kind, long batch) {
    append(Given.RUN, event(kind, batch));
  }

  private void append(String key, byte[] value) {
    consumer.addRecord(new ConsumerRecord<>(EVENTS.topic(), 0, end++, key, value));
  }

  private static byte[] event(EventKind kind, long batch) {
    return Topics.EVENTS
        .codec()
        .encode(new RunEvent(Given.RUN, kind, batch, batch, 0, "message", Map.of(), Instant.EPOCH));
  }
}
