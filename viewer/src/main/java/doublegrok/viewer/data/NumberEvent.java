package doublegrok.viewer.data;

import static java.nio.ByteOrder.LITTLE_ENDIAN;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * TensorFlow's {@code Event} of one number at a step, in Protocol Buffers' encoding.
 *
 * <p>Source: TensorFlow's event.proto and summary.proto.
 *
 * @param wallMillis wall clock, milliseconds since 1970
 */
record NumberEvent(String tag, long step, long wallMillis, float number) {
  private static final String VERSION = "brain.Event:2";

  // Numbers of fields with their wire types, as bytes before the values.
  private static final int EVENT_WALL_TIME = (1 << 3) | 1;
  private static final int EVENT_STEP = 2 << 3;
  private static final int EVENT_VERSION = (3 << 3) | 2;
  private static final int EVENT_SUMMARY = (5 << 3) | 2;
  private static final int SUMMARY_VALUE = (1 << 3) | 2;
  private static final int VALUE_TAG = (1 << 3) | 2;
  private static final int VALUE_SIMPLE = (2 << 3) | 5;

  /** The message that a file of events begins with. */
  static byte[] version(long wallMillis) {
    ByteArrayOutputStream event = at(wallMillis);
    message(event, EVENT_VERSION, VERSION.getBytes(UTF_8));
    return event.toByteArray();
  }

  byte[] encoded() {
    ByteArrayOutputStream value = new ByteArrayOutputStream();
    message(value, VALUE_TAG, tag.getBytes(UTF_8));
    value.write(VALUE_SIMPLE);
    value.writeBytes(bytes(Float.BYTES).putFloat(number).array());
    ByteArrayOutputStream summary = new ByteArrayOutputStream();
    message(summary, SUMMARY_VALUE, value.toByteArray());
    ByteArrayOutputStream event = at(wallMillis);
    event.write(EVENT_STEP);
    varint(event, step);
    message(event, EVENT_SUMMARY, summary.toByteArray());
    return event.toByteArray();
  }

  /** What {@link #encoded} gave; empty for any other message. */
  static Optional<NumberEvent> decoded(byte[] event) {
    ByteBuffer in = ByteBuffer.wrap(event).order(LITTLE_ENDIAN);
    try {
      require(in, EVENT_WALL_TIME);
      long wallMillis = Math.round(in.getDouble() * 1000);
      require(in, EVENT_STEP);
      long step = varint(in);
      length(in, EVENT_SUMMARY);
      length(in, SUMMARY_VALUE);
      byte[] tag = new byte[length(in, VALUE_TAG)];
      in.get(tag);
      require(in, VALUE_SIMPLE);
      return Optional.of(new NumberEvent(new String(tag, UTF_8), step, wallMillis, in.getFloat()));
    } catch (BufferUnderflowException | OtherMessage other) {
      return Optional.empty();
    }
  }

  /** That a message is not of a number. */
  private static final class OtherMessage extends Exception {
    private static final long serialVersionUID = 1;
  }

  private static void require(ByteBuffer in, int field) throws OtherMessage {
    if (in.get() != field) {
      throw new OtherMessage();
    }
  }

  /** Of what a field has. */
  private static int length(ByteBuffer in, int field) throws OtherMessage {
    require(in, field);
    return (int) varint(in);
  }

  private static ByteArrayOutputStream at(long wallMillis) {
    ByteArrayOutputStream event = new ByteArrayOutputStream();
    event.write(EVENT_WALL_TIME);
    event.writeBytes(bytes(Double.BYTES).putDouble((double) wallMillis / 1000).array());
    return event;
  }

  private static void message(ByteArrayOutputStream out, int field, byte[] content) {
    out.write(field);
    varint(out, content.length);
    out.writeBytes(content);
  }

  /** Seven bits a byte, the lowest first; all but the last have the eighth. */
  private static void varint(ByteArrayOutputStream out, long number) {
    long left = number;
    while ((left & ~0x7FL) != 0) {
      out.write((int) ((left & 0x7F) | 0x80));
      left >>>= 7;
    }
    out.write((int) left);
  }

  private static long varint(ByteBuffer in) {
    long number = 0;
    int shift = 0;
    byte each;
    do {
      each = in.get();
      number |= (long) (each & 0x7F) << shift;
      shift += 7;
    } while (each < 0);
    return number;
  }

  private static ByteBuffer bytes(int count) {
    return ByteBuffer.allocate(count).order(LITTLE_ENDIAN);
  }
}
