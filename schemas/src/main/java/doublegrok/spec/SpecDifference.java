package doublegrok.spec;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** In what two specs differ, by key. */
public final class SpecDifference {
  private SpecDifference() {}

  /** For example {@code model.width is 32, was 64}; empty if they are the same. */
  public static String inWords(RunSpec now, RunSpec before) {
    Map<String, String> is = lines(now);
    Map<String, String> was = lines(before);
    return keys(now, before).stream()
        .map(key -> "%s is %s, was %s".formatted(key, text(is, key), text(was, key)))
        .collect(Collectors.joining("; "));
  }

  /** The keys in which they differ, sorted. */
  public static List<String> keys(RunSpec now, RunSpec before) {
    Map<String, String> is = lines(now);
    Map<String, String> was = lines(before);
    TreeSet<String> keys = new TreeSet<>(is.keySet());
    keys.addAll(was.keySet());
    return keys.stream().filter(key -> !text(is, key).equals(text(was, key))).toList();
  }

  private static String text(Map<String, String> lines, String key) {
    return lines.getOrDefault(key, "absent");
  }

  /** Every key and its text; the swaps, which are a list, are one. */
  private static Map<String, String> lines(RunSpec spec) {
    Map<String, String> lines = new LinkedHashMap<>(RunKeys.texts(spec));
    lines.put("swaps", spec.swaps().toString());
    return lines;
  }
}
