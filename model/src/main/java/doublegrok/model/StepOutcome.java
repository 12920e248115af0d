package doublegrok.model;

/**
 * Outcome of a training step, both measures before its update.
 *
 * @param loss by the model's objective, weighted mean over the counted positions: nats, or a
 *     squared error
 * @param gradientNorm Euclidean norm of the gradient over all parameters
 */
public record StepOutcome(double loss, double gradientNorm) {}
