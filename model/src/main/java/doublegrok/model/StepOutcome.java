package doublegrok.model;

/**
 * What a training step measured, both before its update.
 *
 * @param loss mean cross-entropy over the answers, in nats
 * @param gradientNorm Euclidean norm of the gradient over all parameters
 */
public record StepOutcome(double loss, double gradientNorm) {}
