package doublegrok.trainer.compute;

import java.util.List;

/**
 * Compute of a run, and why so.
 *
 * @param compute that its numbers depend on
 * @param reasons for threads, precision and an older program, each for people
 * @param warnings sentences on what is slower than a person may expect
 */
public record ChosenCompute(Compute compute, List<String> reasons, List<String> warnings) {
  public ChosenCompute {
    reasons = List.copyOf(reasons);
    warnings = List.copyOf(warnings);
  }

  /** All of it in a line. */
  public String sentence() {
    return "%s; %s".formatted(compute.device(), String.join("; ", reasons));
  }
}
