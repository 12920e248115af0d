package doublegrok.viewer.view;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Losses of the references on the training data of one distribution version.
 *
 * @param version of the distribution
 * @param floors mean cross-entropy of each reference in nats a predicted token; one that excludes
 *     what occurs has none
 * @param memorisationPressure what knowing the trained tasks saves over the exact solver, in nats a
 *     predicted token; NaN without an exact reference
 */
public record ReferenceFloors(
    int version, Map<String, Double> floors, double memorisationPressure) {
  public ReferenceFloors {
    floors = Collections.unmodifiableMap(new LinkedHashMap<>(floors));
  }
}
