package doublegrok.schemas;

import doublegrok.record.RejectedRecord;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;

/** Makes the record that tells of another that could not be read. */
public final class Rejections {
  private static final int KEY_BYTES_MAX = 1024;
  private static final int VALUE_BYTES_MAX = 65_536;

  private Rejections() {}

  /** Key of the rejection of a record. */
  public static String key(String topic, int partition, long offset) {
    return topic + "/" + partition + "/" + offset;
  }

  /** The rejection; key and value may be null, as Kafka gives them. */
  public static RejectedRecord of(
      String topic,
      int partition,
      long offset,
      String service,
      String reason,
      byte[] key,
      byte[] value,
      Instant now) {
    return RejectedRecord.newBuilder()
        .setTopic(topic)
        .setPartition(partition)
        .setOffset(offset)
        .setService(service)
        .setReason(reason)
        .setKey(head(key, KEY_BYTES_MAX))
        .setValue(head(value, VALUE_BYTES_MAX))
        .setRejectedAtMillis(now)
        .build();
  }

  private static ByteBuffer head(byte[] bytes, int most) {
    if (bytes == null) {
      return null;
    }
    return ByteBuffer.wrap(Arrays.copyOf(bytes, Math.min(bytes.length, most)));
  }
}
