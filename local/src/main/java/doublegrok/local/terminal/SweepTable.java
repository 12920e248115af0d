package doublegrok.local.terminal;

import doublegrok.viewer.view.Phase;
import doublegrok.viewer.view.RunMeasures;
import doublegrok.viewer.view.Spread;
import doublegrok.viewer.view.SweepGrid;
import doublegrok.viewer.view.SweepOverview;
import doublegrok.viewer.view.SweepRun;
import doublegrok.viewer.view.SweepSummary;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Sweeps as text for a person: a line each, or one with its phase diagram. */
public final class SweepTable {
  private static final String ROW = "%-24s %-10s %6s %6s %8s %8s %7s %8s %7s%n";
  private static final Set<String> TROUBLE = Set.of("failed", "poison", "stopped");
  private static final String UNKNOWN = ".";
  private static final String FAILED = "!";

  private SweepTable() {}

  /** One line for each sweep. */
  public static String of(List<SweepSummary> sweeps) {
    if (sweeps.isEmpty()) {
      return "no sweeps yet; 'doublegrok sweep start --preset phase-diagram-small' starts one%n"
          .formatted();
    }
    return ROW.formatted(
            "sweep", "state", "runs", "done", "running", "waiting", "failed", "stopped", "poison")
        + sweeps.stream()
            .map(each -> ROW.formatted(
                each.sweep(),
                each.state(),
                each.runs(),
                each.done(),
                each.running(),
                each.waiting(),
                each.failed(),
                each.stopped(),
                each.poison()))
            .collect(Collectors.joining());
  }

  /**
   * A sweep: how many of its runs stand where, its phase diagram by the sweep's own keys and
   * measure, and the runs that are in trouble, with why.
   */
  public static String of(SweepOverview sweep) {
    StringBuilder text = new StringBuilder();
    String counts = sweep.counts().entrySet().stream()
        .map(each -> each.getValue() + " " + each.getKey())
        .collect(Collectors.joining(", "));
    text.append("%s  %s  %d runs: %s%n"
        .formatted(sweep.sweep(), sweep.state(), sweep.runs().size(), counts));
    for (SweepGrid grid : SweepGrid.of(sweep, sweep.down(), sweep.across())) {
      text.append(String.format("%n%s%s%n", sweep.measure(), where(sweep, grid)));
      text.append(grid(grid, sweep.measure()));
    }
    text.append(sweep.measure().equals(RunMeasures.PHASE) ? key(sweep) : numbersKey());
    sweep.runs().stream()
        .filter(run -> TROUBLE.contains(run.state()))
        .forEach(run -> text.append(
            "%s  %s  %s%n".formatted(run.run(), run.state(), run.reason()).replaceAll(" +%n", "")));
    return text.toString();
  }

  private static String where(SweepOverview sweep, SweepGrid grid) {
    return Stream.of(
            sweep.down().map("down: "::concat),
            sweep.across().map("across: "::concat),
            Optional.of(grid.further()).filter(each -> !each.isEmpty()))
        .flatMap(Optional::stream)
        .collect(Collectors.joining("; ", "  ", ""));
  }

  private static String grid(SweepGrid grid, String measure) {
    List<List<String>> cells = grid.cells().stream()
        .map(row -> row.stream().map(runs -> cell(runs, measure)).toList())
        .toList();
    int head = width(grid.rows().stream().map(String::valueOf));
    int cell = width(Stream.concat(
        grid.columns().stream().map(String::valueOf), cells.stream().flatMap(List::stream)));
    StringBuilder text = new StringBuilder(line("", head, grid.columns(), cell));
    for (int row = 0; row < cells.size(); row++) {
      text.append(line(String.valueOf(grid.rows().get(row)), head, cells.get(row), cell));
    }
    return text.toString();
  }

  private static String line(String name, int head, List<?> cells, int width) {
    String first = head == 0 ? "" : ("%" + head + "s").formatted(name);
    return "  "
        + first
        + cells.stream()
            .map(each -> ("  %" + Math.max(1, width) + "s").formatted(each))
            .collect(Collectors.joining())
        + System.lineSeparator();
  }

  private static int width(Stream<String> texts) {
    return texts.mapToInt(String::length).max().orElse(0);
  }

  /** A character for each seed if it is a phase; else the median, and the range where there is. */
  private static String cell(List<SweepRun> runs, String measure) {
    if (measure.equals(RunMeasures.PHASE)) {
      return runs.stream().map(SweepTable::letter).collect(Collectors.joining());
    }
    Spread all = Spread.of(runs, measure);
    String median = number(all.median());
    return all.low() == all.high() || all.known() == 0
        ? median
        : "%s (%s-%s)".formatted(median, number(all.low()), number(all.high()));
  }

  private static String letter(SweepRun run) {
    if (run.state().equals("failed") || run.state().equals("poison")) {
      return FAILED;
    }
    OptionalDouble phase = run.number(RunMeasures.PHASE);
    return phase.isPresent() ? Integer.toString((int) phase.getAsDouble()) : UNKNOWN;
  }

  private static String number(double value) {
    if (Double.isNaN(value)) {
      return UNKNOWN;
    }
    if (Double.isInfinite(value)) {
      return "never";
    }
    return Math.abs(value) >= 100
        ? Long.toString(Math.round(value))
        : String.format(Locale.ROOT, "%.2f", value);
  }

  /** What the characters of the phases say, of those that are there. */
  private static String key(SweepOverview sweep) {
    Set<Integer> there = new TreeSet<>();
    sweep
        .runs()
        .forEach(run -> run.number(RunMeasures.PHASE).ifPresent(each -> there.add((int) each)));
    String phases = IntStream.range(0, Phase.all().size())
        .filter(there::contains)
        .mapToObj(each -> each + " " + Phase.all().get(each).label())
        .collect(Collectors.joining(", "));
    return "%nA character for each seed: %s%s not known yet, %s failed.%n"
        .formatted(phases.isEmpty() ? "" : phases + ", ", UNKNOWN, FAILED);
  }

  private static String numbersKey() {
    return "%nThe median of the seeds, and their range; never: trained, and not come so far.%n"
        .formatted();
  }
}
