package doublegrok.task;

import java.util.Objects;

/**
 * What the training data is drawn from, and all that a swap may change.
 *
 * @param tasks number of in-distribution latent tasks
 * @param selection how they are chosen
 * @param taskDraw which draw of the selection; another number gives other tasks
 * @param inputFraction alpha, the share of the inputs that is trained on, in (0, 1]
 * @param shots examples in a sequence
 * @param balanced whether every task gets the same number of sequences in a batch
 * @param collinear probability that all inputs of a sequence lie on one line through the origin
 * @param labelNoise probability that an answer is replaced by a uniform draw
 */
public record Distribution(
    int tasks,
    Selection selection,
    int taskDraw,
    double inputFraction,
    int shots,
    boolean balanced,
    double collinear,
    double labelNoise) {
  public Distribution {
    Objects.requireNonNull(selection, "selection");
  }
}
