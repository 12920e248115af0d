package doublegrok.sweep;

import doublegrok.log.RecordKeys;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Names of a sweep's runs, from what sets them apart. Pure. */
final class RunNames {
  private RunNames() {}

  /**
   * One name for each run, from its values and its seed; numbers where these would be too long,
   * alike, or taken.
   *
   * @param keys in which the runs differ, in order
   * @param runs their values, by key
   * @param seeds theirs, in the same order
   * @param taken names that others have
   */
  static List<String> of(
      String sweep,
      List<String> keys,
      List<Map<String, String>> runs,
      List<Long> seeds,
      Set<String> taken) {
    List<String> told = IntStream.range(0, runs.size())
        .mapToObj(i -> told(sweep, keys, runs.get(i), seeds.get(i)))
        .toList();
    boolean sound = told.stream().allMatch(RecordKeys::isRunName)
        && new HashSet<>(told).size() == told.size()
        && told.stream().noneMatch(taken::contains);
    return sound
        ? told
        : Stream.iterate(1, number -> number + 1)
            .map(number -> String.format(Locale.ROOT, "%s-%04d", sweep, number))
            .filter(name -> !taken.contains(name))
            .limit(runs.size())
            .toList();
  }

  private static String told(
      String sweep, List<String> keys, Map<String, String> values, long seed) {
    return Stream.of(
            Stream.of(sweep),
            keys.stream()
                .filter(values::containsKey)
                .map(key -> lastSegment(key) + "." + plain(values.get(key))),
            Stream.of("s" + seed))
        .flatMap(each -> each)
        .collect(Collectors.joining("-"));
  }

  private static String lastSegment(String key) {
    return plain(key.substring(key.lastIndexOf('.') + 1));
  }

  private static String plain(String value) {
    return value
        .toLowerCase(Locale.ROOT)
        .replaceAll("[^a-z0-9._-]+", "-")
        .replaceAll("^-(?=[^0-9])|-$", "");
  }
}
