package doublegrok.viewer.view;

import doublegrok.task.Score;
import java.util.Optional;

/**
 * Result of a model at one number of shots.
 *
 * @param shot examples in the context before the query, from 0
 * @param score of its answers
 * @param attribution to the reference predictors, if it was computed
 */
public record ShotScore(int shot, Score score, Optional<Mixture> attribution) {
  public ShotScore {
    if (shot < 0) {
      throw new IllegalArgumentException("shot must be 0 or more, was " + shot);
    }
  }
}
