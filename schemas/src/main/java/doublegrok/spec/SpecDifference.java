package doublegrok.spec;

import java.util.Collection;
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

  /**
   * What changes from a batch on, key by key.
   *
   * @param batch whose distribution stands below {@code distribution}; only later swaps count
   */
  public static List<KeyChange> at(long batch, RunSpec now, RunSpec before) {
    Map<String, String> is = linesAt(batch, now);
    Map<String, String> was = linesAt(batch, before);
    return is.keySet().stream()
        .filter(key -> !is.get(key).equals(was.get(key)))
        .map(key -> new KeyChange(key, was.get(key), is.get(key)))
        .toList();
  }

  /** Those of the keys that a fork cannot change: its checkpoint is made with them. */
  public static List<String> fixedByCheckpoints(Collection<String> keys) {
    return keys.stream()
        .filter(key -> key.equals("seed")
            || key.startsWith("task.")
            || key.startsWith("model.")
            || key.equals("optimizer.name"))
        .sorted()
        .toList();
  }

  private static Map<String, String> linesAt(long batch, RunSpec spec) {
    Map<String, String> lines = lines(spec);
    lines.putAll(DistributionKeys.texts(
        DistributionHistory.planned(spec).at(batch).distribution(), spec.family()));
    lines.put(
        "swaps",
        spec.swaps().stream()
            .filter(swap -> swap.atBatch() > batch)
            .map(swap -> "batch %d: %s".formatted(swap.atBatch(), swap.changes()))
            .collect(Collectors.joining("; ", "[", "]")));
    return lines;
  }

  private static String text(Map<String, String> lines, String key) {
    return lines.getOrDefault(key, "absent");
  }

  /** Every key and its text; a list is one. */
  private static Map<String, String> lines(RunSpec spec) {
    Map<String, String> lines = new LinkedHashMap<>(RunKeys.texts(spec));
    lines.put("swaps", spec.swaps().toString());
    lines.put("alerts", spec.alerts().toString());
    return lines;
  }
}
