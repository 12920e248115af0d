package doublegrok.model.exchange;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Files as torch.save writes them, and others that only look so; a character is a byte. */
final class TorchFiles {
  private TorchFiles() {}

  /** A file of a pickle and storages, in turn their keys and bytes. */
  static byte[] file(String pickle, Object... storages) {
    Map<String, byte[]> entries = new LinkedHashMap<>();
    entries.put("a/data.pkl", bytes(pickle));
    for (int at = 0; at < storages.length; at += 2) {
      entries.put("a/data/" + storages[at], (byte[]) storages[at + 1]);
    }
    entries.put("a/version", bytes("3\n"));
    return zip(entries, ZipEntry.STORED);
  }

  static byte[] zip(Map<String, byte[]> entries, int method) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      for (Map.Entry<String, byte[]> each : entries.entrySet()) {
        CRC32 crc = new CRC32();
        crc.update(each.getValue());
        ZipEntry entry = new ZipEntry(each.getKey());
        entry.setMethod(method);
        entry.setSize(each.getValue().length);
        entry.setCrc(crc.getValue());
        zip.putNextEntry(entry);
        zip.write(each.getValue());
        zip.closeEntry();
      }
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return bytes.toByteArray();
  }

  /** A whole pickle of a dictionary, of keys and values in turn. */
  static String dictionary(String... keysAndValues) {
    StringBuilder pickle = new StringBuilder("\u0080\u0002}(");
    for (int at = 0; at < keysAndValues.length; at += 2) {
      pickle.append(text(keysAndValues[at])).append(keysAndValues[at + 1]);
    }
    return pickle.append("u.").toString();
  }

  /** A tensor of a storage. */
  static String tensor(String type, String key, int count, int offset, int[] shape, int[] strides) {
    return "ctorch._utils\n_rebuild_tensor_v2\n((" + text("storage") + "ctorch\n" + type + "\n"
        + text(key) + text("cpu") + number(count) + "tQ" + number(offset) + tuple(shape)
        + tuple(strides) + "\u0089ccollections\nOrderedDict\n)RtR";
  }

  static String text(String text) {
    return "X" + number(text.length()).substring(1) + text;
  }

  static String number(int number) {
    byte[] little =
        ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(number).array();
    return "J" + new String(little, StandardCharsets.ISO_8859_1);
  }

  static byte[] floats(float... values) {
    ByteBuffer bytes =
        ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(values);
    return bytes.array();
  }

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  private static String tuple(int... numbers) {
    return Arrays.stream(numbers)
        .mapToObj(TorchFiles::number)
        .collect(Collectors.joining("", "(", "t"));
  }
}
