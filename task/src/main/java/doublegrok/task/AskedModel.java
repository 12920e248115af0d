package doublegrok.task;

import java.util.Optional;

/** A model that answers questions; it is asked by one thread. */
public interface AskedModel {
  /** Whatever takes predictions, one by one. */
  interface Predictions {
    /**
     * Takes the next prediction.
     *
     * @param sequence its number, from 0
     * @param answer which answer of the sequence, from 0
     * @param predicted probabilities of tokens, or the outputs if the model is of reals; NaN if
     *     its outputs are no numbers; another prediction's after the call
     */
    void add(int sequence, int answer, double[] predicted);
  }

  /**
   * Hands over the model's predictions of every counted answer, in the order of the sequences.
   *
   * @throws java.util.concurrent.CancellationException if whoever asks has no more time
   */
  void predict(Sequences sequences, Predictions taker);

  /**
   * What the model computes for the first positions of the first sequences, of which it sees every
   * token. Memory grows with count x length^2, so many sequences want several calls.
   *
   * @param count of sequences, at least 1
   * @param length positions of each, at least 1
   */
  ModelActivations activations(Sequences sequences, int count, int length);

  /**
   * The matrix of this name among its weights, [rows, columns], or the vector as one row; empty if
   * none is to be seen.
   */
  default Optional<double[][]> matrix(String name) {
    return Optional.empty();
  }
}
