package doublegrok.evaluator.view;

/**
 * Accuracy at one number of shots.
 *
 * @param shot examples in the context before the query, from 0
 */
public record ShotAccuracy(int shot, Accuracy accuracy) {
  public ShotAccuracy {
    if (shot < 0) {
      throw new IllegalArgumentException("shot must be 0 or more, was " + shot);
    }
  }
}
