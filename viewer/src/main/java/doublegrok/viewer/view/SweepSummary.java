package doublegrok.viewer.view;

import java.util.Map;

/**
 * Standing of a sweep, without its runs.
 *
 * @param runs how many it has
 * @param done how many are trained to their end
 * @param running how many somebody trains, or that are paused
 * @param waiting how many nobody has begun, or that are to go on
 * @param failed how many failed and may be tried again
 * @param stopped how many were stopped or cancelled before their end
 * @param poison how many failed so often that they are not tried again
 */
public record SweepSummary(
    String sweep,
    String state,
    int runs,
    int done,
    int running,
    int waiting,
    int failed,
    int stopped,
    int poison) {

  /** That of a sweep. */
  public static SweepSummary of(SweepOverview view) {
    Map<String, Integer> counts = view.counts();
    return new SweepSummary(
        view.sweep(),
        view.state(),
        view.runs().size(),
        counts.getOrDefault("done", 0),
        counts.getOrDefault("running", 0) + counts.getOrDefault("paused", 0),
        counts.getOrDefault("waiting", 0) + counts.getOrDefault("offered", 0),
        counts.getOrDefault("failed", 0),
        counts.getOrDefault("stopped", 0) + counts.getOrDefault("cancelled", 0),
        counts.getOrDefault("poison", 0));
  }
}
