package doublegrok.model.safetensors;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import doublegrok.model.ElementType;
import doublegrok.model.FloatTensor;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The header of a safetensors file.
 *
 * @param entries its tensors, by their place in the file
 * @param metadata its free text
 */
record SafetensorsHeader(List<Entry> entries, Map<String, String> metadata) {
  private static final String METADATA = "__metadata__";
  private static final int ALIGNMENT = 64;
  /** Less than the format allows: it is held whole, and tells of some 100,000 tensors. */
  private static final long MAXIMUM_BYTES = 16_000_000;

  private static final JsonFactory JSON =
      JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  /** Says in a clause what is wrong with a file. */
  static final class Unsound extends Exception {
    private static final long serialVersionUID = 1L;

    Unsound(String message) {
      super(message);
    }
  }

  /**
   * One tensor's line.
   *
   * @param begin of its bytes, after the header
   * @param end of its bytes
   */
  record Entry(String name, String type, List<Long> shape, long begin, long end) {
    /** One whose bytes follow those of the tensor before it. */
    static Entry after(List<Entry> before, String name, String type, List<Long> shape, long bytes) {
      long begin = before.isEmpty() ? 0 : before.get(before.size() - 1).end();
      return new Entry(name, type, shape, begin, begin + bytes);
    }

    int elements() {
      return Math.toIntExact(FloatTensor.elements(shape));
    }
  }

  /** Length and header as they stand in a file; spaces at the end align the first tensor. */
  static byte[] format(List<Entry> tensors, Map<String, String> metadata) {
    ByteArrayOutputStream json = new ByteArrayOutputStream();
    try (JsonGenerator out = JSON.createGenerator(json)) {
      out.writeStartObject();
      if (!metadata.isEmpty()) {
        out.writeObjectFieldStart(METADATA);
        for (Map.Entry<String, String> line : metadata.entrySet()) {
          out.writeStringField(line.getKey(), line.getValue());
        }
        out.writeEndObject();
      }
      writeEntries(out, tensors);
      out.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("writing JSON to memory", e);
    }
    int unpadded = Long.BYTES + json.size();
    int padded = (unpadded + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    ByteBuffer bytes = ByteBuffer.allocate(padded).order(ByteOrder.LITTLE_ENDIAN);
    bytes.putLong(padded - Long.BYTES).put(json.toByteArray());
    return bytes
        .put(" ".repeat(padded - unpadded).getBytes(StandardCharsets.US_ASCII))
        .array();
  }

  private static void writeEntries(JsonGenerator out, List<Entry> tensors) throws IOException {
    Set<String> names = new HashSet<>(Set.of(METADATA));
    for (Entry tensor : tensors) {
      if (!names.add(tensor.name())) {
        throw new IllegalArgumentException("tensor names must differ and not be %s, was given %s"
            .formatted(METADATA, tensor.name()));
      }
      out.writeObjectFieldStart(tensor.name());
      out.writeStringField("dtype", tensor.type());
      writeLongs(out, "shape", tensor.shape());
      writeLongs(out, "data_offsets", List.of(tensor.begin(), tensor.end()));
      out.writeEndObject();
    }
  }

  private static void writeLongs(JsonGenerator out, String field, List<Long> values)
      throws IOException {
    out.writeArrayFieldStart(field);
    for (long value : values) {
      out.writeNumber(value);
    }
    out.writeEndArray();
  }

  /**
   * Reads the header and leaves the channel at the first tensor.
   *
   * @param types that tensors may have
   */
  static SafetensorsHeader read(SeekableByteChannel channel, Set<ElementType> types)
      throws IOException, Unsound {
    long size = channel.size();
    if (size < Long.BYTES) {
      throw new Unsound("it has %d bytes, the header's length alone is 8".formatted(size));
    }
    ByteBuffer prefix = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    Safetensors.readFully(channel, prefix);
    long length = prefix.getLong();
    long most = Math.min(MAXIMUM_BYTES, size - Long.BYTES);
    if (length < 2 || length > most) {
      String wayOut = length > MAXIMUM_BYTES && length < size
          ? "; write the file without its metadata"
          : ForeignFile.named(prefix);
      throw new Unsound(
          "its header's length must be 2..%d, was %d%s".formatted(most, length, wayOut));
    }
    ByteBuffer json = ByteBuffer.allocate((int) length);
    Safetensors.readFully(channel, json);
    try (JsonParser in = JSON.createParser(utf8(json))) {
      return check(new SafetensorsJson(in).parse(), size - Long.BYTES - length, types);
    } catch (JsonProcessingException e) {
      throw new Unsound("its header is not JSON: " + e.getOriginalMessage());
    }
  }

  /** The format knows no other encoding; a JSON parser would guess one. */
  private static String utf8(ByteBuffer json) throws Unsound {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(json).toString();
    } catch (CharacterCodingException e) {
      throw new Unsound("its header is not UTF-8");
    }
  }

  /** Tensors must fill the file's rest without gap or overlap, as the format demands. */
  private static SafetensorsHeader check(
      SafetensorsHeader header, long available, Set<ElementType> types) throws Unsound {
    List<Entry> entries = new ArrayList<>(header.entries());
    entries.sort(Comparator.comparingLong(Entry::begin).thenComparingLong(Entry::end));
    long expected = 0;
    for (Entry entry : entries) {
      checkEntry(entry, types);
      if (entry.begin() != expected) {
        throw new Unsound("tensor %s must begin at byte %d, where the one before it ends, was %d"
            .formatted(entry.name(), expected, entry.begin()));
      }
      expected = entry.end();
    }
    if (expected != available) {
      throw new Unsound(
          "its tensors need %d bytes after the header, it has %d".formatted(expected, available));
    }
    return new SafetensorsHeader(List.copyOf(entries), new LinkedHashMap<>(header.metadata()));
  }

  private static void checkEntry(Entry entry, Set<ElementType> types) throws Unsound {
    Optional<ElementType> type =
        types.stream().filter(each -> each.name().equals(entry.type())).findFirst();
    if (type.isEmpty()) {
      throw new Unsound("tensor %s must be %s, was %s; convert it to 32-bit floats"
          .formatted(entry.name(), names(types), entry.type()));
    }
    try {
      long elements = FloatTensor.elements(entry.shape());
      long bytes = Math.multiplyExact(elements, (long) type.get().bytes());
      boolean negative = entry.shape().stream().anyMatch(size -> size < 0);
      if (negative || entry.begin() < 0 || entry.end() - entry.begin() != bytes) {
        throw new Unsound("tensor %s of shape %s must have %d bytes, has %d..%d"
            .formatted(entry.name(), entry.shape(), bytes, entry.begin(), entry.end()));
      }
      Math.toIntExact(elements);
    } catch (ArithmeticException e) {
      throw new Unsound(
          "tensor %s of shape %s is too large".formatted(entry.name(), entry.shape()));
    }
  }

  private static String names(Set<ElementType> types) {
    return types.stream()
        .filter(ElementType::isReal)
        .map(ElementType::name)
        .collect(Collectors.joining(" or "));
  }
}
