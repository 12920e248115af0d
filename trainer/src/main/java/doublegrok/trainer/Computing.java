package doublegrok.trainer;

import java.util.List;

/**
 * How a run is computed, and why so.
 *
 * @param circumstances that its numbers depend on
 * @param reasons for threads and precision, each for people
 * @param warnings sentences on what is slower than a person may expect
 */
record Computing(Circumstances circumstances, List<String> reasons, List<String> warnings) {
  Computing {
    reasons = List.copyOf(reasons);
    warnings = List.copyOf(warnings);
  }

  /** All of it in a line. */
  String sentence() {
    return "%s; %s".formatted(circumstances.device(), String.join("; ", reasons));
  }
}
