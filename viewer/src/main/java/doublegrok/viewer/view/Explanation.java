package doublegrok.viewer.view;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Which algorithms a run's newest checkpoints are running, as far as is known.
 *
 * @param spectrum over all sets, of a fading window of checkpoints
 * @param attributions last-shot mixture of each set at the newest checkpoint, in the order in which
 *     sets are shown
 * @param floors of the newest checkpoint's distribution version
 * @param doubleGrokkingGap log10 of the step of OOD generalisation over that of ID generalisation
 */
public record Explanation(
    Optional<Mixture> spectrum,
    Map<String, Mixture> attributions,
    Optional<ReferenceFloors> floors,
    OptionalDouble doubleGrokkingGap) {
  public Explanation {
    attributions = Collections.unmodifiableMap(new LinkedHashMap<>(attributions));
  }

  /** Before anything is known. */
  public static Explanation unknown() {
    return new Explanation(Optional.empty(), Map.of(), Optional.empty(), OptionalDouble.empty());
  }
}
