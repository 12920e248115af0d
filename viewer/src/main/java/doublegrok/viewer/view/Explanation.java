package doublegrok.viewer.view;

import doublegrok.task.finding.Scalar;
import java.util.Collections;
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
 * @param doubleGrokkingGap log10 of the step of OOD generalisation over that of ID generalisation
 * @param measures the newest single numbers of each finding, by its name
 */
public record Explanation(
    Optional<Mixture> spectrum,
    Map<String, Mixture> attributions,
    Optional<ReferenceFloors> floors,
    OptionalDouble doubleGrokkingGap,
    Map<String, List<Scalar>> measures) {
  public Explanation {
    measures = Collections.unmodifiableMap(new LinkedHashMap<>(measures));
    attributions = Collections.unmodifiableMap(new LinkedHashMap<>(attributions));
  }

  /** Before anything is known. */
  public static Explanation unknown() {
    return new Explanation(
        Optional.empty(), Map.of(), Optional.empty(), OptionalDouble.empty(), Map.of());
  }
}
