package doublegrok.task;

/**
 * Loss of a counted position. A batch's loss is the mean over its sequences and, by their weights,
 * over its counted positions.
 */
public enum Objective {
  /**
   * In nats: minus the logarithm of the probability that softmax of the outputs gives the token. Of
   * reals, whose target then is a distribution over the outputs, the mean by that distribution.
   */
  CROSS_ENTROPY,
  /**
   * Mean over the outputs of the squared difference to the target; a token's target is 1 at its
   * output and 0 at all others.
   */
  SQUARED_ERROR
}
