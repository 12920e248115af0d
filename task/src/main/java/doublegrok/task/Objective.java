package doublegrok.task;

import java.util.function.IntToDoubleFunction;

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
  SQUARED_ERROR;

  /**
   * The loss of a prediction of a counted position.
   *
   * @param row of the sequence
   * @param answer number of the counted position, from 0
   * @param predictions holds the prediction from {@code from} on: by cross-entropy the outputs'
   *     probabilities, by squared error the outputs
   * @return infinite if what occurred was given no probability
   */
  double loss(Sequences sequences, int row, int answer, double[] predictions, int from) {
    SequenceLayout layout = sequences.layout();
    int outputs = layout.form().outputs();
    if (sequences instanceof TokenSequences tokens) {
      int token = tokens.token(row, layout.answerPositions().get(answer));
      return this == CROSS_ENTROPY
          ? -Math.log(predictions[from + token])
          : squaredError(output -> output == token ? 1 : 0, outputs, predictions, from);
    }
    float[] targets = ((RealSequences) sequences).targets();
    int first = (row * layout.answerPositions().size() + answer) * outputs;
    return this == CROSS_ENTROPY
        ? crossEntropy(output -> targets[first + output], outputs, predictions, from)
        : squaredError(output -> targets[first + output], outputs, predictions, from);
  }

  private static double crossEntropy(
      IntToDoubleFunction target, int outputs, double[] predictions, int from) {
    double loss = 0;
    for (int output = 0; output < outputs; output++) {
      double share = target.applyAsDouble(output);
      loss -= share == 0 ? 0 : share * Math.log(predictions[from + output]);
    }
    return loss;
  }

  private static double squaredError(
      IntToDoubleFunction target, int outputs, double[] predictions, int from) {
    double sum = 0;
    for (int output = 0; output < outputs; output++) {
      double difference = predictions[from + output] - target.applyAsDouble(output);
      sum += difference * difference;
    }
    return sum / outputs;
  }
}
