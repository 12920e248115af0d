package doublegrok.model.safetensors;

import doublegrok.model.ElementType;
import doublegrok.model.FloatTensor;
import doublegrok.model.safetensors.SafetensorsHeader.Entry;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Files of 32-bit float tensors that every safetensors library reads: a little-endian 64-bit
 * header length, a JSON header, the tensors' bytes (huggingface/safetensors, "Format"). Bytes
 * stream through a small buffer, so only memory bounds a file's size. The same tensors and
 * metadata, in the same order, give the same bytes.
 */
public final class Safetensors {
  private static final int CHUNK_FLOATS = 1 << 16;

  private Safetensors() {}

  /** Writes a file, over one that may be there; the caller syncs it to disk where it must last. */
  public static void write(Path path, List<FloatTensor> tensors, Map<String, String> metadata)
      throws IOException {
    try (SeekableByteChannel channel = anew(path)) {
      write(channel, tensors, metadata);
    }
  }

  /** Writes to a channel, which stays open: sync and close are the caller's. */
  public static void write(
      WritableByteChannel channel, List<FloatTensor> tensors, Map<String, String> metadata)
      throws IOException {
    List<Entry> entries = new ArrayList<>();
    for (FloatTensor each : tensors) {
      long bytes = (long) each.values().length * Float.BYTES;
      entries.add(Entry.after(entries, each.name(), "F32", each.shape(), bytes));
    }
    writeFully(channel, ByteBuffer.wrap(SafetensorsHeader.format(entries, metadata)));
    ByteBuffer chunk = chunk(CHUNK_FLOATS);
    for (FloatTensor tensor : tensors) {
      float[] values = tensor.values();
      for (int at = 0; at < values.length; at += CHUNK_FLOATS) {
        int count = Math.min(CHUNK_FLOATS, values.length - at);
        chunk.clear().limit(count * Float.BYTES);
        chunk.asFloatBuffer().put(values, at, count);
        writeFully(channel, chunk);
      }
    }
  }

  /** Writes a file of arrays of any type, over one that may be there. */
  public static void writeArrays(Path path, List<PlainArray> arrays, Map<String, String> metadata)
      throws IOException {
    List<Entry> entries = new ArrayList<>();
    for (PlainArray each : arrays) {
      long bytes = each.bytes().remaining();
      entries.add(Entry.after(entries, each.name(), each.type().name(), each.shape(), bytes));
    }
    try (SeekableByteChannel channel = anew(path)) {
      writeFully(channel, ByteBuffer.wrap(SafetensorsHeader.format(entries, metadata)));
      for (PlainArray each : arrays) {
        writeFully(channel, each.bytes().duplicate());
      }
    }
  }

  /**
   * Reads and checks a whole file.
   *
   * @throws IOException if it cannot be read, or is not a whole and sound file of float tensors
   */
  public static SafetensorsFile read(Path path) throws IOException {
    return read(path, Set.of(ElementType.F32));
  }

  /**
   * Reads and checks a whole file of any floating-point numbers, as 32-bit floats. Tensors of truth
   * values, which masks are, are left out.
   *
   * @throws IOException if it cannot be read, or is not a whole and sound file of such tensors
   */
  public static SafetensorsFile readAnyFloats(Path path) throws IOException {
    return read(path, EnumSet.allOf(ElementType.class));
  }

  private static SafetensorsFile read(Path path, Set<ElementType> types) throws IOException {
    if (Files.exists(path) && !Files.isRegularFile(path)) {
      throw new IOException(path + " is a pipe, a device or a directory; copy it to a file first");
    }
    try (SeekableByteChannel channel = Files.newByteChannel(path)) {
      SafetensorsHeader header = SafetensorsHeader.read(channel, types);
      ByteBuffer chunk = chunk(Math.min(CHUNK_FLOATS, channel.size() / Float.BYTES));
      List<FloatTensor> tensors = new ArrayList<>();
      for (Entry entry : header.entries()) {
        ElementType type = ElementType.valueOf(entry.type());
        if (type.isReal()) {
          float[] values = new float[entry.elements()];
          readFloats(channel, chunk, type, values);
          tensors.add(new FloatTensor(entry.name(), entry.shape(), values));
        } else {
          channel.position(channel.position() + entry.end() - entry.begin());
        }
      }
      return new SafetensorsFile(tensors, header.metadata());
    } catch (SafetensorsHeader.Unsound unsound) {
      throw new IOException(
          "%s is not a whole safetensors file: %s".formatted(path, unsound.getMessage()), unsound);
    }
  }

  /** Fills the buffer's remaining bytes. */
  static void readFully(ReadableByteChannel channel, ByteBuffer buffer) throws IOException {
    while (buffer.hasRemaining()) {
      if (channel.read(buffer) < 0) {
        throw new EOFException("the file became shorter while it was read");
      }
    }
    buffer.flip();
  }

  private static void readFloats(
      ReadableByteChannel channel, ByteBuffer chunk, ElementType type, float[] values)
      throws IOException {
    int most = chunk.capacity() / type.bytes();
    for (int at = 0; at < values.length; at += most) {
      int count = Math.min(most, values.length - at);
      readFully(channel, chunk.clear().limit(count * type.bytes()));
      for (int i = 0; i < count; i++) {
        values[at + i] = type.number(chunk, i * type.bytes());
      }
    }
  }

  private static SeekableByteChannel anew(Path path) throws IOException {
    return Files.newByteChannel(
        path,
        StandardOpenOption.CREATE,
        StandardOpenOption.TRUNCATE_EXISTING,
        StandardOpenOption.WRITE);
  }

  private static void writeFully(WritableByteChannel channel, ByteBuffer buffer)
      throws IOException {
    while (buffer.hasRemaining()) {
      channel.write(buffer);
    }
  }

  private static ByteBuffer chunk(long floats) {
    return ByteBuffer.allocateDirect((int) floats * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
  }
}
