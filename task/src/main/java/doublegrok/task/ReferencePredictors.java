package doublegrok.task;

import java.util.List;
import java.util.Optional;

/**
 * The references that a family has for a distribution. Not thread-safe: every thread makes its own.
 */
public interface ReferencePredictors {
  /** The references, in the order in which the family tells them; at least one. */
  List<Reference> references();

  /**
   * What each reference predicts for every counted position of one sequence, from what a model is
   * shown there. By cross-entropy a prediction is a distribution over the outputs and sums to 1, by
   * squared error of reals it is a vector like the target.
   *
   * @param row of the sequence among these
   * @param predictions takes [references, answers, outputs], row-major
   * @throws IllegalArgumentException if the layout is none of this family
   */
  void predict(Sequences sequences, int row, double[] predictions);

  /** The loss of a reference on training batches where it is known exactly. */
  default Optional<Double> exactFloor(Reference reference) {
    return Optional.empty();
  }

  /**
   * The loss of a reference on a set where it is known exactly, of all the sequences that the set
   * could have.
   *
   * @param shot examples before the query
   */
  default Optional<Double> exactLoss(EvaluationSet set, Reference reference, int shot) {
    return Optional.empty();
  }
}
