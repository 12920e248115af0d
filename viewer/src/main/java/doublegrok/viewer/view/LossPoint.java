package doublegrok.viewer.view;

/**
 * One point of the training curves: one step, or several that were merged into one point.
 *
 * @param step the step, or the last of the merged steps
 * @param mean its measures, or their means
 * @param minLoss smallest loss of the merged steps
 * @param maxLoss largest loss of the merged steps
 */
public record LossPoint(long step, StepMeasures mean, double minLoss, double maxLoss) {

  /** The point of a single step. */
  public static LossPoint of(long step, StepMeasures measures) {
    return new LossPoint(step, measures, measures.loss(), measures.loss());
  }
}
