package doublegrok.viewer.view;

import doublegrok.sweep.RunNote;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * Standing of one run of a sweep.
 *
 * @param seed of the run
 * @param values of the keys that the sweep varies, in the order of the keys
 * @param state where its work stands, in the words of the sweep
 * @param reason why so, as a sentence; empty where the state says enough
 * @param attempts how often it has failed
 * @param note what a person noted of it
 * @param worker who trains it, or did last; empty for nobody yet
 * @param step steps done
 * @param steps steps planned
 * @param phase what the model has learned so far; empty when not yet known
 * @param measures single numbers by which runs are compared, by label
 */
public record SweepRun(
    String run,
    long seed,
    Map<String, Object> values,
    String state,
    String reason,
    int attempts,
    RunNote note,
    String worker,
    long step,
    long steps,
    String phase,
    Map<String, Double> measures) {
  public SweepRun {
    values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    measures = Collections.unmodifiableMap(new LinkedHashMap<>(measures));
  }

  /** The same, with where its training stands. */
  public SweepRun at(RunSummary summary) {
    return new SweepRun(
        run,
        seed,
        values,
        state,
        reason,
        attempts,
        note,
        worker,
        summary.step(),
        summary.totalSteps(),
        summary.accuracies().isEmpty() ? "" : summary.phase(), // nothing is evaluated yet
        RunMeasures.of(summary));
  }

  /**
   * Its number by a measure: infinite if it trained and did not complete the transition that is
   * asked for; empty if nothing is known.
   */
  public OptionalDouble number(String measure) {
    if (measure.equals(RunMeasures.PHASE)) {
      int phaseIndex = Phase.all().indexOf(new Phase(phase));
      return phaseIndex < 0 ? OptionalDouble.empty() : OptionalDouble.of(phaseIndex);
    }
    Double known = measures.get(measure);
    if (known != null) {
      return OptionalDouble.of(known);
    }
    return measure.startsWith(RunMeasures.COMPLETED) && step > 0
        ? OptionalDouble.of(Double.POSITIVE_INFINITY)
        : OptionalDouble.empty();
  }
}
