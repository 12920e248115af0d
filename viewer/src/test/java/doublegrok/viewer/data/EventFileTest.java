package doublegrok.viewer.data;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Event files as a reader that was written from the formats' descriptions finds them. */
final class EventFileTest {
  private static final long BEGUN = 1_700_000_000_000L;
  private static final NumberEvent LOSS = new NumberEvent("loss", 1, BEGUN + 250, 2.5f);
  private static final NumberEvent ACCURACY =
      new NumberEvent("accuracy/ood", 200_000, BEGUN + 1000, 0.1f);

  @TempDir
  private Path folder;

  @Test
  void numbersComeBackWithTagStepAndTime() throws IOException {
    EventFile file = EventFile.open(folder, BEGUN);
    file.add(LOSS);
    file.add(ACCURACY);
    file.add(new NumberEvent("loss", 3, 0, Float.NaN));
    file.save();

    assertThat(file.numbers()).isEqualTo(2);
    List<Map<Integer, Object>> events = events();
    assertThat(events).hasSize(3);
    assertThat(text(events.get(0).get(3))).isEqualTo("brain.Event:2");
    assertEvent(events.get(1), 1_700_000_000.25, 1, "loss", 2.5f);
    assertEvent(events.get(2), 1_700_000_001.0, 200_000, "accuracy/ood", 0.1f);
  }

  @Test
  void fileThatIsOpenedAgainGrowsByWhatIsNew() throws IOException {
    EventFile first = EventFile.open(folder, BEGUN);
    first.add(LOSS);
    first.save();
    byte[] before = bytes();

    EventFile again = EventFile.open(folder, BEGUN);
    again.add(new NumberEvent("loss", 1, 5, 2.5f));
    again.save();
    assertThat(bytes()).as("a number that it has").isEqualTo(before);

    again.add(ACCURACY);
    again.save();
    again.save();
    assertThat(bytes()).startsWith(before);
    assertThat(events()).hasSize(3);
    assertThat(again.numbers()).isEqualTo(2);
  }

  /** Wherever its writer was killed. */
  @Test
  void halfAnEventIsCutOff() throws IOException {
    EventFile whole = EventFile.open(folder, BEGUN);
    whole.add(LOSS);
    whole.add(ACCURACY);
    whole.save();
    byte[] expected = bytes();

    for (int length = 0; length < expected.length; length++) {
      Files.write(file(), Arrays.copyOf(expected, length));
      EventFile again = EventFile.open(folder, BEGUN);
      again.add(LOSS);
      again.add(ACCURACY);
      again.save();
      assertThat(bytes()).as("cut to %d bytes", length).isEqualTo(expected);
    }
  }

  @Test
  void whatFollowsAnAlteredByteIsWrittenAgain() throws IOException {
    EventFile whole = EventFile.open(folder, BEGUN);
    whole.add(LOSS);
    whole.save();
    byte[] expected = bytes();

    for (int at = 0; at < expected.length; at++) {
      byte[] altered = expected.clone();
      altered[at] ^= 4;
      Files.write(file(), altered);
      EventFile again = EventFile.open(folder, BEGUN);
      again.add(LOSS);
      again.save();
      assertThat(bytes()).as("byte %d", at).isEqualTo(expected);
    }
  }

  @Test
  void anotherRunOfTheNameIsRefused() throws IOException {
    EventFile.open(folder, BEGUN).save();

    assertThatThrownBy(() -> EventFile.open(folder, BEGUN + 1000))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("%s is of another run of that name; name another folder, or move it away"
            .formatted(file()));
  }

  private static void assertEvent(
      Map<Integer, Object> event, double time, long step, String tag, float number) {
    assertThat(Double.longBitsToDouble((long) event.get(1))).isEqualTo(time);
    assertThat(event.get(2)).isEqualTo(step);
    Map<Integer, Object> value = message((byte[]) message((byte[]) event.get(5)).get(1));
    assertThat(text(value.get(1))).isEqualTo(tag);
    assertThat(Float.intBitsToFloat((int) value.get(2))).isEqualTo(number);
  }

  private Path file() throws IOException {
    try (var files = Files.list(folder)) {
      return files.findFirst().orElseThrow();
    }
  }

  private byte[] bytes() throws IOException {
    return Files.readAllBytes(file());
  }

  /** Of TFRecords: length, its checksum, content, its checksum. */
  private List<Map<Integer, Object>> events() throws IOException {
    ByteBuffer in = ByteBuffer.wrap(bytes()).order(ByteOrder.LITTLE_ENDIAN);
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
