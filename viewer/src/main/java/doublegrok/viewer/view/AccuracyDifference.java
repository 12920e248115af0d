package doublegrok.viewer.view;

import doublegrok.task.Score;

/**
 * Difference of accuracy between two runs at one step.
 *
 * @param step of both checkpoints
 * @param value difference of the shares of correct answers, in -1..1
 * @param low lower end of its 95 % interval
 * @param high upper end
 */
public record AccuracyDifference(long step, double value, double low, double high) {
  /**
   * One accuracy less another, with Newcombe's hybrid score interval (Newcombe 1998, Statistics in
   * Medicine 17, method 10) from the two Wilson intervals. It is made for independent answers. Of
   * runs that were asked the same questions it is too wide where both find the same questions hard:
   * which answers they share is not recorded, and what they share only makes the difference surer.
   */
  public static AccuracyDifference of(long step, Score one, Score other) {
    double value = one.accuracy() - other.accuracy();
    double down = Math.hypot(one.accuracy() - one.low(), other.high() - other.accuracy());
    double up = Math.hypot(one.high() - one.accuracy(), other.accuracy() - other.low());
    return new AccuracyDifference(step, value, value - down, value + up);
  }
}
