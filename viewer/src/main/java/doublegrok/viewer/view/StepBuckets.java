package doublegrok.viewer.view;

/**
 * Divides steps so that a chart is even on a linear axis of steps and on a logarithmic one: early
 * buckets are as wide as a part of a decade, late ones as a part of the whole.
 */
final class StepBuckets {
  private final double first;
  private final double turn;
  private final double ratio;
  private final double width;
  private final int early;

  /**
   * Buckets from the first to the last step.
   *
   * @param most how many there are at most, 4 or more
   */
  StepBuckets(long first, long last, int most) {
    this.first = Math.max(1, first);
    double end = Math.max(this.first + 1, (double) last);
    double decades = Math.log(end / this.first);
    double span = end - this.first;
    // Where a step is as wide on both axes.
    turn = span / decades;
    // Two for what is rounded up on either side of the turn.
    double each = (most - 2) / (Math.log(turn / this.first) / decades + (end - turn) / span);
    ratio = decades / each;
    width = span / each;
    early = (int) Math.ceil(Math.log(turn / this.first) / ratio);
  }

  /** The bucket of a step, from 0; it ascends with the step. */
  int of(long step) {
    double at = Math.max(first, (double) step);
    return at < turn
        ? Math.min(early - 1, (int) (Math.log(at / first) / ratio))
        : early + (int) ((at - turn) / width);
  }
}
