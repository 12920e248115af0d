package doublegrok.viewer.view;

/**
 * Measures of a training step, or their means over several; NaN where one is not known.
 *
 * @param loss cross-entropy in nats over the answer positions
 * @param learningRate learning rate of AdamW
 * @param gradientNorm Euclidean norm of the gradient
 * @param tokensPerSecond tokens trained on per second
 * @param waitSeconds time that the trainer waited for the step's batch
 */
public record StepMeasures(
    double loss,
    double learningRate,
    double gradientNorm,
    double tokensPerSecond,
    double waitSeconds) {

  /** The measures before the first step. */
  public static StepMeasures unknown() {
    return new StepMeasures(Double.NaN, Double.NaN, Double.NaN, Double.NaN, Double.NaN);
  }
}
