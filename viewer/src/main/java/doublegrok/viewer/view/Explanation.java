package doublegrok.viewer.view;

import doublegrok.explain.Completion;
import doublegrok.explain.DoubleGrokking;
import doublegrok.explain.fade.Fade;
import doublegrok.task.Transition;
import doublegrok.task.finding.Scalar;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Explanation of a run's newest checkpoints by algorithms, as far as is known.
 *
 * @param spectrum over all sets, of a fading window of checkpoints
 * @param attributions last-shot mixture of each set at the newest checkpoint, in the order in which
 *     sets are shown
 * @param floors of the newest checkpoint's distribution version
 * @param completions where each transition was completed, of those that were, in the order in
 *     which sets are shown
 * @param fades what has become of each set's best, of those that have right answers, in the order
 *     in which sets are shown
 * @param measures the newest single numbers of each finding, by its name
 */
public record Explanation(
    Optional<Mixture> spectrum,
    Map<String, Mixture> attributions,
    Optional<ReferenceFloors> floors,
    Map<Transition, Completion> completions,
    Map<String, Fade> fades,
    Map<String, List<Scalar>> measures) {
  public Explanation {
    measures = Collections.unmodifiableMap(new LinkedHashMap<>(measures));
    fades = Collections.unmodifiableMap(new LinkedHashMap<>(fades));
    completions = Collections.unmodifiableMap(new LinkedHashMap<>(completions));
    attributions = Collections.unmodifiableMap(new LinkedHashMap<>(attributions));
  }

  /** Before anything is known. */
  public static Explanation unknown() {
    return new Explanation(
        Optional.empty(), Map.of(), Optional.empty(), Map.of(), Map.of(), Map.of());
  }

  /** log10 of the step at which OOD generalisation was completed over that of ID generalisation. */
  public OptionalDouble doubleGrokkingGap() {
    Map<Transition, Double> steps = new HashMap<>();
    completions.forEach((transition, each) -> steps.put(transition, each.step()));
    return DoubleGrokking.gap(steps);
  }
}
