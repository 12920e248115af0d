package doublegrok.local.command.sweep;

import doublegrok.sweep.RunPlace;
import doublegrok.sweep.RunStand;
import doublegrok.sweep.log.SweepView;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Sweeps as a terminal shows them. */
final class SweepText {
  private static final String ROW = "%-24s  %-10s  %s%n";

  private SweepText() {}

  /** One line for each sweep. */
  static String of(SweepView view) {
    return view.names().isEmpty()
        ? "no sweeps yet; 'doublegrok sweep start --preset smoke --local' starts one%n".formatted()
        : ROW.formatted("sweep", "state", "runs")
            + view.names().stream()
                .map(name -> ROW.formatted(
                    name, view.sweep(name).orElseThrow().phase().label(), counts(view.runs(name))))
                .collect(Collectors.joining());
  }

  /** One sweep: a line for each run. */
  static String of(SweepView view, String sweep) {
    List<RunStand> runs = view.runs(sweep);
    int width = runs.stream().mapToInt(run -> run.run().length()).max().orElse(0);
    String row = "%-" + Math.max(3, width) + "s  %-9s  %8s  %s%n";
    return "sweep %s is %s: %s%n"
            .formatted(sweep, view.sweep(sweep).orElseThrow().phase().label(), counts(runs))
        + row.formatted("run", "state", "failures", "why")
        + runs.stream()
            .map(run -> row.formatted(
                run.run(), run.place().label(), run.attempts(), firstLine(run.reason())))
            .collect(Collectors.joining());
  }

  /** For example {@code 12 runs: 3 done, 9 waiting}. */
  static String counts(List<RunStand> runs) {
    Map<RunPlace, Long> counts =
        runs.stream().collect(Collectors.groupingBy(RunStand::place, Collectors.counting()));
    return "%d runs: ".formatted(runs.size())
        + Arrays.stream(RunPlace.values())
            .filter(counts::containsKey)
            .map(place -> counts.get(place) + " " + place.label())
            .collect(Collectors.joining(", "));
  }

  private static String firstLine(String text) {
    return text.lines().findFirst().orElse("");
  }
}
