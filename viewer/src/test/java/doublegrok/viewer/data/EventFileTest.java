package doublegrok.viewer.data;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Event files as a reader that was written from the formats' descriptions finds them. */
final class EventFileTest {
  @TempDir
  private Path folder;

  @Test
  void numbersComeBackWithTagStepAndTime() throws IOException {
    try (EventFile file = EventFile.begin(folder)) {
      file.add("loss", 1, 1_700_000_000_250L, 2.5);
      file.add("accuracy/ood", 200_000, 1_700_000_001_000L, 0.1);
      file.add("loss", 3, 0, Double.NaN);
      assertThat(files()).as("it is not there before it is whole").containsExactly("events.part");
      assertThat(file.finish()).isEqualTo(2);
    }

    assertThat(files()).singleElement().asString().contains("tfevents");
    List<Map<Integer, Object>> events =
        events(Files.readAllBytes(folder.resolve(files().get(0))));
    assertThat(events).hasSize(3);
    assertThat(text(events.get(0).get(3))).isEqualTo("brain.Event:2");
    assertEvent(events.get(1), 1_700_000_000.25, 1, "loss", 2.5f);
    assertEvent(events.get(2), 1_700_000_001.0, 200_000, "accuracy/ood", 0.1f);
  }

  @Test
  void whatIsNotFinishedLeavesNothing() throws IOException {
    try (EventFile file = EventFile.begin(folder)) {
      file.add("loss", 1, 0, 2.5);
    }

    assertThat(files()).isEmpty();
  }

  private static void assertEvent(
      Map<Integer, Object> event, double time, long step, String tag, float number) {
    assertThat(Double.longBitsToDouble((long) event.get(1))).isEqualTo(time);
    assertThat(event.get(2)).isEqualTo(step);
    Map<Integer, Object> value = message((byte[]) message((byte[]) event.get(5)).get(1));
    assertThat(text(value.get(1))).isEqualTo(tag);
    assertThat(Float.intBitsToFloat((int) value.get(2))).isEqualTo(number);
  }

  private List<String> files() throws IOException {
    try (var files = Files.list(folder)) {
      return files.map(each -> each.getFileName().toString()).toList();
    }
  }

  /** Of TFRecords: length, its checksum, content, its checksum. */
  private static List<Map<Integer, Object>> events(byte[] file) {
    ByteBuffer in = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    List<Map<Integer, Object>> events = new ArrayList<>();
    while (in.hasRemaining()) {
      byte[] length = new byte[8];
      in.get(length);
      assertThat(in.getInt()).isEqualTo(masked(length));
      byte[] content =
          new byte[(int) ByteBuffer.wrap(length).order(ByteOrder.LITTLE_ENDIAN).getLong()];
      in.get(content);
      assertThat(in.getInt()).isEqualTo(masked(content));
      events.add(message(content));
    }
    return events;
  }

  /** The last value of each field: a number, or bytes. */
  private static Map<Integer, Object> message(byte[] content) {
    ByteBuffer in = ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN);
    Map<Integer, Object> fields = new LinkedHashMap<>();
    while (in.hasRemaining()) {
      long key = varint(in);
      int wire = (int) (key % 8);
      Object value = switch (wire) {
        case 0 -> varint(in);
        case 1 -> in.getLong();
        case 2 -> {
          byte[] bytes = new byte[(int) varint(in)];
          in.get(bytes);
          yield bytes;
        }
        case 5 -> in.getInt();
        default -> throw new AssertionError("wire type " + wire);
      };
      fields.put((int) (key / 8), value);
    }
    return fields;
  }

  private static long varint(ByteBuffer in) {
    long number = 0;
    for (int shift = 0; ; shift += 7) {
      int each = in.get() & 0xFF;
      number += (long) (each % 128) << shift;
      if (each < 128) {
        return number;
      }
    }
  }

  /** CRC-32C bit by bit (Castagnoli's polynomial, reflected), masked as TensorFlow does. */
  private static int masked(byte[] content) {
    int crc = -1;
    for (byte each : content) {
      crc ^= each & 0xFF;
      for (int bit = 0; bit < 8; bit++) {
        crc = (crc >>> 1) ^ ((crc & 1) == 1 ? 0x82F63B78 : 0);
      }
    }
    crc = ~crc;
    return ((crc >>> 15) | (crc << 17)) + 0xA282EAD8;
  }

  private static String text(Object bytes) {
    return new String((byte[]) bytes, UTF_8);
  }
}
