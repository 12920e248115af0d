package doublegrok.local.bundle;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import doublegrok.local.command.common.Json;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Manifest of a bundle: the runs and sweeps in it, and every other entry with its SHA-256.
 *
 * @param madeBy the program, with its version
 * @param entries in the order of the file
 */
record BundleIndex(String madeBy, List<String> runs, List<String> sweeps, List<Entry> entries) {
  /** Of the layout; a reader refuses those that it does not know. */
  static final int VERSION = 1;

  private static final String BUNDLE = "bundle";
  private static final ObjectMapper JSON = new ObjectMapper();

  BundleIndex {
    runs = List.copyOf(runs);
    sweeps = List.copyOf(sweeps);
    entries = List.copyOf(entries);
  }

  /**
   * An entry.
   *
   * @param name path within the bundle
   * @param bytes of its content
   * @param sha256 of its content, in lower-case hexadecimal
   */
  record Entry(String name, long bytes, String sha256) {}

  /** The entries in a folder of the bundle. */
  List<Entry> in(String folder) {
    return entries.stream().filter(each -> each.name().startsWith(folder)).toList();
  }

  String json() {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put(BUNDLE, VERSION);
    fields.put("made_by", madeBy);
    fields.put("runs", runs);
    fields.put("sweeps", sweeps);
    fields.put("entries", entries.stream().map(BundleIndex::fields).toList());
    return Json.text(fields) + "\n";
  }

  private static Map<String, Object> fields(Entry entry) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("name", entry.name());
    fields.put("bytes", entry.bytes());
    fields.put("sha256", entry.sha256());
    return fields;
  }

  /**
   * The index that a text says.
   *
   * @throws IOException if it is none, or of a layout that is not known
   */
  static BundleIndex of(byte[] json) throws IOException {
    JsonNode fields;
    try {
      fields = JSON.readTree(json);
    } catch (JsonProcessingException malformed) {
      throw new IOException("it is no JSON", malformed);
    }
    int version = fields.path(BUNDLE).asInt();
    if (version != VERSION) {
      throw new IOException(
          "its layout is number %d, this program knows number %d".formatted(version, VERSION));
    }
    List<Entry> entries = new ArrayList<>();
    fields
        .path("entries")
        .forEach(each -> entries.add(new Entry(
            each.path("name").asText(),
            each.path("bytes").asLong(),
            each.path("sha256").asText())));
    return new BundleIndex(
        fields.path("made_by").asText(),
        texts(fields.path("runs")),
        texts(fields.path("sweeps")),
        entries);
  }

  private static List<String> texts(JsonNode list) {
    List<String> texts = new ArrayList<>();
    list.forEach(each -> texts.add(each.asText()));
    return texts;
  }
}
