package doublegrok.viewer.data;

import static java.nio.ByteOrder.LITTLE_ENDIAN;
import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import java.util.zip.CRC32C;

/**
 * File of numbers over steps as TensorBoard reads them, each an event that is framed as a TFRecord.
 * It only grows, so that a TensorBoard that has it open sees what is added: a number that it has is
 * not added again, and half an event at its end, of a writer that was killed, is cut off first.
 *
 * <p>Source: TensorFlow's record_writer.cc.
 */
final class EventFile {
  /** TensorBoard takes any file for one of events whose name has this. */
  private static final String PREFIX = "events.out.tfevents.";

  private static final int CRC_MASK = 0xa282ead8;

  /** An event that claims to be longer is none of ours. */
  private static final int LONGEST = 1 << 16;

  private static final int SAVED_AT = 1 << 16;

  private final Path place;
  private final ByteArrayOutputStream unsaved = new ByteArrayOutputStream();

  /** Steps of the numbers that it has, by tag. */
  private final Map<String, BitSet> steps = new HashMap<>();

  private EventFile(Path place) {
    this.place = place;
  }

  /**
   * The file of a run in a folder; what it has already stays.
   *
   * @param begunMillis when the run began, which tells it from others of its name
   * @throws IllegalArgumentException if the folder has the file of a run that began at another time
   */
  static EventFile open(Path folder, long begunMillis) throws IOException {
    Path place = folder.resolve(PREFIX + begunMillis / 1000 + ".doublegrok");
    requireNoOther(folder, place);
    EventFile file = new EventFile(place);
    if (!Files.exists(place) || file.recall() == 0) {
      file.frame(NumberEvent.version(begunMillis));
    }
    return file;
  }

  private static void requireNoOther(Path folder, Path place) throws IOException {
    try (var files = Files.list(folder)) {
      files
          .filter(each -> each.getFileName().toString().startsWith(PREFIX) && !each.equals(place))
          .findFirst()
          .ifPresent(other -> {
            throw new IllegalArgumentException(
                "%s is of another run of that name; name another folder, or move it away"
                    .formatted(other));
          });
    }
  }

  /** Adds a number; none that it has, and none that is not finite. */
  void add(NumberEvent event) throws IOException {
    if (Float.isFinite(event.number()) && isNew(event)) {
      frame(event.encoded());
      if (unsaved.size() >= SAVED_AT) {
        save();
      }
    }
  }

  /** Puts into the file what was added. */
  void save() throws IOException {
    if (unsaved.size() > 0) {
      try (OutputStream out = Files.newOutputStream(place, CREATE, APPEND)) {
        unsaved.writeTo(out);
      }
      unsaved.reset();
    }
  }

  /** How many numbers it has. */
  long numbers() {
    return steps.values().stream().mapToLong(BitSet::cardinality).sum();
  }

  private boolean isNew(NumberEvent event) {
    BitSet known = steps.computeIfAbsent(event.tag(), each -> new BitSet());
    int step = Math.toIntExact(event.step());
    boolean isNew = !known.get(step);
    known.set(step);
    return isNew;
  }

  /** Takes in the events that are there and cuts off what is no whole one; bytes that stay. */
  private long recall() throws IOException {
    long whole = 0;
    try (InputStream in = new BufferedInputStream(Files.newInputStream(place))) {
      for (byte[] frame = frame(in); frame.length > 0; frame = frame(in)) {
        NumberEvent.decoded(content(frame)).ifPresent(this::isNew);
        whole += frame.length;
      }
    }
    try (FileChannel channel = FileChannel.open(place, WRITE)) {
      channel.truncate(whole);
    }
    return whole;
  }

  /** The next frame; of no bytes if no whole one comes. */
  private static byte[] frame(InputStream in) throws IOException {
    byte[] length = in.readNBytes(Long.BYTES);
    if (length.length < Long.BYTES) {
      return new byte[0];
    }
    long claimed = ByteBuffer.wrap(length).order(LITTLE_ENDIAN).getLong();
    if (claimed < 1 || claimed > LONGEST) {
      return new byte[0];
    }
    int rest = (int) claimed + 2 * Integer.BYTES;
    byte[] frame = Arrays.copyOf(length, Long.BYTES + rest);
    boolean whole = in.readNBytes(frame, Long.BYTES, rest) == rest;
    return whole && Arrays.equals(frame, framed(content(frame))) ? frame : new byte[0];
  }

  private static byte[] content(byte[] frame) {
    return Arrays.copyOfRange(frame, Long.BYTES + Integer.BYTES, frame.length - Integer.BYTES);
  }

  private void frame(byte[] event) {
    unsaved.writeBytes(framed(event));
  }

  /** Length, its checksum, content, its checksum. */
  private static byte[] framed(byte[] content) {
    ByteBuffer frame = ByteBuffer.allocate(Long.BYTES + content.length + 2 * Integer.BYTES)
        .order(LITTLE_ENDIAN)
        .putLong(content.length);
    frame.putInt(masked(frame.array(), Long.BYTES));
    frame.put(content);
    return frame.putInt(masked(content, content.length)).array();
  }

  /** So that a checksum over data that has checksums is none of them. */
  private static int masked(byte[] content, int length) {
    CRC32C crc = new CRC32C();
    crc.update(content, 0, length);
    return Integer.rotateRight((int) crc.getValue(), 15) + CRC_MASK;
  }
}
