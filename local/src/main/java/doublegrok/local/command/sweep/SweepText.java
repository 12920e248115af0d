package doublegrok.local.command.sweep;

import doublegrok.sweep.RunPlace;
import doublegrok.sweep.RunStand;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Progress of a sweep in words. */
final class SweepText {
  private SweepText() {}

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
}
