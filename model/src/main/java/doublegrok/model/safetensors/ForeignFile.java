package doublegrok.model.safetensors;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** Kinds of files that often have the name of a safetensors file, by how they begin. */
final class ForeignFile {
  private static final Map<String, String> BEGINNINGS = beginnings();

  private ForeignFile() {}

  /** What a file with these first bytes seems to be, to be added to a sentence; else nothing. */
  static String named(ByteBuffer first) {
    String text = StandardCharsets.ISO_8859_1.decode(first.duplicate().rewind()).toString();
    return BEGINNINGS.entrySet().stream()
        .filter(each -> text.startsWith(each.getKey()))
        .map(each -> ": it seems to be " + each.getValue())
        .findFirst()
        .orElse("");
  }

  private static Map<String, String> beginnings() {
    Map<String, String> beginnings = new LinkedHashMap<>();
    beginnings.put("version ", "a pointer of Git LFS; 'git lfs pull' fetches the file");
    beginnings.put("<!", "a web page");
    beginnings.put("<html", "a web page");
    beginnings.put("\u001f\u008b", "compressed by gzip");
    beginnings.put(
        "PK\u0003\u0004",
        "a zip archive, as torch.save writes it; 'doublegrok import-weights' reads that");
    beginnings.put("\u0080", "a pickle, as an old torch.save writes it");
    return beginnings;
  }
}
