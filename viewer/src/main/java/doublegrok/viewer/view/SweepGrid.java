package doublegrok.viewer.view;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Runs of a sweep by the values of two keys; runs that differ in further keys lie in grids of their
 * own.
 *
 * @param further the values of the further keys, in words; empty if there are none
 * @param rows values of the key down, ascending
 * @param columns values of the key across, ascending
 * @param cells runs of each row and column, in the order of the plan; empty where there are none
 */
public record SweepGrid(
    String further, List<Object> rows, List<Object> columns, List<List<List<SweepRun>>> cells) {
  /** What stands for the value of a key that is none. */
  private static final String NONE = "";

  /** The grids of a sweep by two keys, of which either may be missing. */
  public static List<SweepGrid> of(
      SweepOverview view, Optional<String> down, Optional<String> across) {
    List<String> further = view.keys().stream()
        .filter(key -> !down.equals(Optional.of(key)) && !across.equals(Optional.of(key)))
        .toList();
    List<Object> rows = values(view.runs(), down);
    List<Object> columns = values(view.runs(), across);
    Map<String, List<SweepRun>> apart = new LinkedHashMap<>();
    for (SweepRun run : view.runs()) {
      apart.computeIfAbsent(words(run, further), words -> new ArrayList<>()).add(run);
    }
    List<SweepGrid> grids = new ArrayList<>();
    apart.forEach((words, runs) ->
        grids.add(new SweepGrid(words, rows, columns, cells(runs, rows, columns, down, across))));
    return grids;
  }

  private static List<List<List<SweepRun>>> cells(
      List<SweepRun> runs,
      List<Object> rows,
      List<Object> columns,
      Optional<String> down,
      Optional<String> across) {
    return rows.stream()
        .map(row -> columns.stream()
            .map(column -> runs.stream()
                .filter(
                    run -> value(run, down).equals(row) && value(run, across).equals(column))
                .toList())
            .toList())
        .toList();
  }

  private static List<Object> values(List<SweepRun> runs, Optional<String> key) {
    Set<Object> values = new LinkedHashSet<>();
    runs.forEach(run -> values.add(value(run, key)));
    List<Object> sorted = new ArrayList<>(values);
    if (sorted.stream().allMatch(Number.class::isInstance)) {
      sorted.sort(Comparator.comparingDouble(each -> ((Number) each).doubleValue()));
    }
    return sorted;
  }

  private static Object value(SweepRun run, Optional<String> key) {
    return key.map(each -> run.values().getOrDefault(each, NONE)).orElse(NONE);
  }

  private static String words(SweepRun run, List<String> keys) {
    return keys.stream()
        .map(key -> key + " = " + run.values().getOrDefault(key, NONE))
        .reduce((one, other) -> one + ", " + other)
        .orElse("");
  }
}
