package doublegrok.task;

import java.util.List;

/**
 * The references that a family has for a distribution. Not thread-safe: every thread makes its own.
 */
public interface ReferencePredictors {
  /** The references, in the order in which the family tells them; at least one. */
  List<Reference> references();

  /**
   * What each reference predicts for every counted answer of one sequence, from the examples before
   * it and its input.
   *
   * @param tokens holds a sequence of this layout from {@code start} on
   * @param probabilities takes [references, answers, vocabulary], row-major; every vector sums to 1
   * @throws IllegalArgumentException if the layout or a token is none of this family
   */
  void predict(byte[] tokens, int start, SequenceLayout layout, double[] probabilities);
}
