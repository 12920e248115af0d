package doublegrok.explain;

/**
 * What an evaluation of one set says of its last shot.
 *
 * @param step of the checkpoint
 * @param correct queries whose most probable token is the answer
 * @param total queries
 * @param background accuracy there of the best reference that has not generalised as far as this
 *     set asks, from 0 to 1
 */
public record Observation(long step, long correct, long total, double background) {
  public Observation {
    if (correct < 0 || total < correct) {
      throw new IllegalArgumentException(
          "correct must be 0..total, was " + correct + " of " + total);
    }
    if (!(background >= 0 && background <= 1)) {
      throw new IllegalArgumentException("background must be from 0 to 1, was " + background);
    }
  }
}
