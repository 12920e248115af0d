package doublegrok.trainer;

import doublegrok.spec.RunSpec;
import doublegrok.spec.RunSpecs;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** In what two specs differ, by key. */
final class SpecDifference {
  private SpecDifference() {}

  /** For example {@code model.width is 32, was 64}; empty if they are the same. */
  static String inWords(RunSpec now, RunSpec before) {
    Map<String, String> is = lines(now);
    Map<String, String> was = lines(before);
    TreeSet<String> keys = new TreeSet<>(is.keySet());
    keys.addAll(was.keySet());
    return keys.stream()
        .filter(key -> !text(is, key).equals(text(was, key)))
        .map(key -> "%s is %s, was %s".formatted(key, text(is, key), text(was, key)))
        .collect(Collectors.joining("; "));
  }

  private static String text(Map<String, String> lines, String key) {
    return lines.getOrDefault(key, "absent");
  }

  /** The canonical text by key; the swaps, which are a list, are one. */
  private static Map<String, String> lines(RunSpec spec) {
    Map<String, String> lines = new LinkedHashMap<>();
    String section = "";
    for (String line : RunSpecs.canonical(spec.withSwaps(List.of())).lines().toList()) {
      int colon = line.indexOf(':');
      String key = line.substring(0, colon).strip();
      String value = line.substring(colon + 1).strip();
      boolean nested = line.startsWith(" ");
      section = nested ? section : key + ".";
      if (!value.isEmpty()) {
        lines.put(nested ? section + key : key, value);
      }
    }
    lines.put("swaps", spec.swaps().toString());
    return lines;
  }
}
