package doublegrok.viewer.page;

import doublegrok.task.FamilyLabels;
import doublegrok.viewer.view.RunSummary;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Summaries of all runs, and once for each of their families what all its runs have in common.
 *
 * @param families sets and references, by the name of the family
 * @param runs newest first
 */
record AllRuns(Map<String, FamilyLabels> families, List<RunSummary> runs) {
  static AllRuns of(List<RunSummary> runs) {
    Map<String, FamilyLabels> families = new LinkedHashMap<>();
    runs.forEach(run -> families.putIfAbsent(run.family(), run.labels()));
    return new AllRuns(families, runs);
  }
}
