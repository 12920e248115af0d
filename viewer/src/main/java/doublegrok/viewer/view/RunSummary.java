package doublegrok.viewer.view;

import doublegrok.task.FamilyLabels;
import doublegrok.task.Score;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Standing of a run now.
 *
 * @param family family of latent tasks
 * @param labels sets and references of the family, in the order in which they are shown
 * @param phase what the model has learned so far, in the field's words; empty when not yet known
 * @param step steps done
 * @param totalSteps steps planned
 * @param distributionVersion distribution version of the newest step
 * @param measures of the newest step
 * @param accuracies newest last-shot score of each set, in the order in which sets are shown
 * @param explanation which algorithms the model runs
 * @param lastCheckpointStep step of the newest checkpoint
 * @param evaluatedStep step of the newest checkpoint of which a set is evaluated
 * @param startedAtMillis wall clock of the run's start
 * @param updatedAtMillis wall clock of the newest step: by its producer's clock, so that a state
 *     read again from the log is the same
 * @param parent the run that it was forked from, if it was
 */
public record RunSummary(
    String run,
    String family,
    FamilyLabels labels,
    RunState state,
    String phase,
    long step,
    long totalSteps,
    int distributionVersion,
    StepMeasures measures,
    Map<String, Score> accuracies,
    Explanation explanation,
    OptionalLong lastCheckpointStep,
    OptionalLong evaluatedStep,
    long startedAtMillis,
    long updatedAtMillis,
    Optional<RunDetails.Ancestor> parent) {
  public RunSummary {
    accuracies = Collections.unmodifiableMap(new LinkedHashMap<>(accuracies));
  }
}
