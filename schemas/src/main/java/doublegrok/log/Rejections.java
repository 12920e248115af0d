package doublegrok.log;

import static java.nio.charset.StandardCharsets.UTF_8;

import doublegrok.record.RejectedRecord;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;

/** Makes the record that tells of another that could not be read. */
public final class Rejections {
  private static final int KEY_BYTES_MAX = 1024;
  private static final int VALUE_BYTES_MAX = 65_536;
  private static final int REASON_MAX = 1000;

  private Rejections() {}

  /**
   * A rejection as it is published to {@link Topics#REJECTED}.
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
   * The rejection of a record; its key and value may be null, as Kafka gives them.
   *
   * @param service who rejects it: generator, trainer or evaluator
   * @param reason why, in one sentence
   */
  public static Rejection of(
      String topic,
      int partition,
      long offset,
      String key,
      byte[] value,
      String service,
      String reason,
      Instant now) {
    RejectedRecord record = RejectedRecord.newBuilder()
        .setTopic(topic)
        .setPartition(partition)
        .setOffset(offset)
        .setService(service)
        .setReason(reason.length() > REASON_MAX ? reason.substring(0, REASON_MAX) : reason)
        .setKey(head(key == null ? null : key.getBytes(UTF_8), KEY_BYTES_MAX))
        .setValue(head(value, VALUE_BYTES_MAX))
        .setRejectedAtMillis(now)
        .build();
    return new Rejection(key(topic, partition, offset), record);
  }

  private static ByteBuffer head(byte[] bytes, int most) {
    if (bytes == null) {
      return null;
    }
    return ByteBuffer.wrap(Arrays.copyOf(bytes, Math.min(bytes.length, most)));
  }
}
