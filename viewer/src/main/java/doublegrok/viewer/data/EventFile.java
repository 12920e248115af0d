package doublegrok.viewer.data;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;

import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.CRC32C;

/**
 * File of numbers over steps as TensorBoard reads them: TensorFlow's {@code Event} messages in
 * Protocol Buffers' encoding, each framed as a TFRecord. There only when it is whole.
 *
 * <p>Source: TensorFlow's event.proto, summary.proto and record_writer.cc.
 */
final class EventFile implements AutoCloseable {
  /** TensorBoard takes any file for one whose name has "tfevents". */
  private static final String NAME = "events.out.tfevents.0.doublegrok";

  private static final String VERSION = "brain.Event:2";
  private static final int CRC_MASK = 0xa282ead8;

  // Numbers of fields with their wire types, as bytes before the values.
  private static final int EVENT_WALL_TIME = (1 << 3) | 1;
  private static final int EVENT_STEP = 2 << 3;
  private static final int EVENT_VERSION = (3 << 3) | 2;
  private static final int EVENT_SUMMARY = (5 << 3) | 2;
  private static final int SUMMARY_VALUE = (1 << 3) | 2;
  private static final int VALUE_TAG = (1 << 3) | 2;
  private static final int VALUE_SIMPLE = (2 << 3) | 5;

  private final Path place;
  private final Path draft;
  private final OutputStream out;
  private long numbers;

  private EventFile(Path place, Path draft, OutputStream out) {
    this.place = place;
    this.draft = draft;
    this.out = out;
  }

  /** Begins the file of a folder. */
  static EventFile begin(Path folder) throws IOException {
    Path draft = folder.resolve("events.part");
    EventFile file = new EventFile(
        folder.resolve(NAME), draft, new BufferedOutputStream(Files.newOutputStream(draft)));
    ByteArrayOutputStream event = event(0);
    message(event, EVENT_VERSION, VERSION.getBytes(UTF_8));
    file.frame(event.toByteArray());
    return file;
  }

  /** Writes one number, as a single-precision one; none that is not finite. */
  void add(String tag, long step, long wallMillis, double number) throws IOException {
    if (!Double.isFinite(number)) {
      return;
    }
    ByteArrayOutputStream value = new ByteArrayOutputStream();
    message(value, VALUE_TAG, tag.getBytes(UTF_8));
    value.write(VALUE_SIMPLE);
    value.writeBytes(bytes(Float.BYTES).putFloat((float) number).array());
    ByteArrayOutputStream summary = new ByteArrayOutputStream();
    message(summary, SUMMARY_VALUE, value.toByteArray());
    ByteArrayOutputStream event = event(wallMillis);
    event.write(EVENT_STEP);
    varint(event, step);
    message(event, EVENT_SUMMARY, summary.toByteArray());
    frame(event.toByteArray());
    numbers++;
  }

  /** Puts it in its place; how many numbers it has. */
  long finish() throws IOException {
    out.close();
    Files.move(draft, place, ATOMIC_MOVE, REPLACE_EXISTING);
    return numbers;
  }

  /** Leaves nothing behind where it was not finished. */
  @Override
  public void close() throws IOException {
    out.close();
    Files.deleteIfExists(draft);
  }

  private static ByteArrayOutputStream event(long wallMillis) {
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

  private void frame(byte[] message) throws IOException {
    byte[] length = bytes(Long.BYTES).putLong(message.length).array();
    out.write(length);
    out.write(bytes(Integer.BYTES).putInt(masked(length)).array());
    out.write(message);
    out.write(bytes(Integer.BYTES).putInt(masked(message)).array());
  }

  /** So that a checksum over data that has checksums is none of them. */
  private static int masked(byte[] content) {
    CRC32C crc = new CRC32C();
    crc.update(content);
    return Integer.rotateRight((int) crc.getValue(), 15) + CRC_MASK;
  }

  private static ByteBuffer bytes(int count) {
    return ByteBuffer.allocate(count).order(ByteOrder.LITTLE_ENDIAN);
  }
}
