package doublegrok.log;

import static java.nio.charset.StandardCharsets.UTF_8;

import doublegrok.record.RejectedRecord;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.util.Arrays;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Desk at which a service refuses records that it cannot use: each is logged, counted and told. */
public final class Rejections {
  private static final Logger log = LoggerFactory.getLogger(Rejections.class);
  private static final int KEY_BYTES_MAX = 1024;
  private static final int VALUE_BYTES_MAX = 65_536;
  private static final int REASON_MAX = 1000;

  private final String service;
  private final Clock clock;
  private final Consumer<String> counter;

  /**
   * The desk of a service.
   *
   * @param service who rejects: generator, trainer or evaluator
   * @param counter counts a rejection by its topic
   */
  public Rejections(String service, Clock clock, Consumer<String> counter) {
    this.service = service;
    this.clock = clock;
    this.counter = counter;
  }

  /**
   * Record as it lies on the log.
   *
   * @param key as Kafka gives it, possibly null
   * @param value as Kafka gives it, possibly null; not copied
   */
  @SuppressWarnings("ArrayRecordComponent")
  public record Origin(String topic, int partition, long offset, String key, byte[] value) {
    /** A record that a consumer was given. */
    public static Origin of(ConsumerRecord<String, byte[]> record) {
      return new Origin(
          record.topic(), record.partition(), record.offset(), record.key(), record.value());
    }

    /** A record that a topology was given. */
    public static Origin of(RecordMetadata place, Record<String, byte[]> record) {
      return new Origin(
          place.topic(), place.partition(), place.offset(), record.key(), record.value());
    }
  }

  /**
   * Rejection as it is published to {@link Topics#REJECTED}.
   *
   * @param key under which it is published
   * @param record what it says
   */
  public record Rejection(String key, RejectedRecord record) {}

  /** Key of the rejection of a record. */
  public static String key(String topic, int partition, long offset) {
    return topic + "/" + partition + "/" + offset;
  }

  /**
   * Rejects a record; the caller publishes what is returned.
   *
   * @param reason why, in one sentence
   */
  public Rejection reject(Origin origin, String reason) {
    String key = key(origin.topic(), origin.partition(), origin.offset());
    log.warn("the {} rejected {}: {}", service, key, reason);
    counter.accept(origin.topic());
    RejectedRecord record = RejectedRecord.newBuilder()
        .setTopic(origin.topic())
        .setPartition(origin.partition())
        .setOffset(origin.offset())
        .setService(service)
        .setReason(reason.length() > REASON_MAX ? reason.substring(0, REASON_MAX) : reason)
        .setKey(head(origin.key() == null ? null : origin.key().getBytes(UTF_8), KEY_BYTES_MAX))
        .setValue(head(origin.value(), VALUE_BYTES_MAX))
        .setRejectedAtMillis(clock.instant())
        .build();
    return new Rejection(key, record);
  }

  private static ByteBuffer head(byte[] bytes, int most) {
    if (bytes == null) {
      return null;
    }
    return ByteBuffer.wrap(Arrays.copyOf(bytes, Math.min(bytes.length, most)));
  }
}
