package doublegrok.viewer.view;

import java.util.Optional;

/**
 * What a model does at one number of shots.
 *
 * @param shot examples in the context before the query, from 0
 * @param accuracy of its answers
 * @param attribution to the reference predictors, if it was computed
 */
public record ShotAccuracy(int shot, Accuracy accuracy, Optional<Mixture> attribution) {
  public ShotAccuracy {
    if (shot < 0) {
      throw new IllegalArgumentException("shot must be 0 or more, was " + shot);
    }
  }
}
