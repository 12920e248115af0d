package doublegrok.viewer.view;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Difference of one run's accuracy from another's, at the last shot, where both were asked the
 * same.
 *
 * @param run whose accuracy counts
 * @param with the run whose accuracy is taken off it
 * @param sets ascending by step, in the order in which sets are shown; without sets that have no
 *     step in common
 * @param omitted a sentence for each part of the runs that cannot be compared
 */
public record RunDifference(
    String run, String with, Map<String, List<AccuracyDifference>> sets, List<String> omitted) {
  public RunDifference {
    Map<String, List<AccuracyDifference>> copy = new LinkedHashMap<>();
    sets.forEach((set, points) -> copy.put(set, List.copyOf(points)));
    sets = Collections.unmodifiableMap(copy);
    omitted = List.copyOf(omitted);
  }
}
