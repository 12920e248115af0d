package doublegrok.local.command.checkpoint;

import doublegrok.explain.effect.SetEffect;
import doublegrok.explain.effect.ShareEffect;
import doublegrok.local.command.checkpoint.CoefficientComparison.CoefficientEffect;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A run beside the unchanged twin, at the same step, on the same questions.
 *
 * @param run that is compared
 * @param title its changes, for a person
 * @param failure why it could not be, in a sentence; empty if it was
 * @param sameWeights whether it has the twin's
 * @param sets effect on every set, in the order in which sets are shown
 * @param shares effect on the shares of the spectrum; empty if the family has none
 * @param coefficients effect on the learning coefficient, by temperature; empty if it was not asked
 *     for, or is known of one of the two only
 * @param otherQuestions sets that are others in the run's own evaluations: it may have been trained
 *     on questions that are held out from the twin
 */
record Compared(
    String run,
    String title,
    String failure,
    boolean sameWeights,
    Map<String, SetEffect> sets,
    List<ShareEffect> shares,
    List<CoefficientEffect> coefficients,
    List<String> otherQuestions) {
  Compared {
    sets = Collections.unmodifiableMap(new LinkedHashMap<>(sets));
    shares = List.copyOf(shares);
    coefficients = List.copyOf(coefficients);
    otherQuestions = List.copyOf(otherQuestions);
  }

  static Compared failed(String run, String title, String failure) {
    return new Compared(run, title, failure, false, Map.of(), List.of(), List.of(), List.of());
  }
}
