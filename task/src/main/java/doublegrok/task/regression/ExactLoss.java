package doublegrok.task.regression;

import java.util.Optional;

/** Closed form of a reference's loss. */
interface ExactLoss {
  /**
   * The loss, if there is a closed form.
   *
   * @param asked conditions of the sequences, along the axes of those of training
   * @param examples before the query
   */
  Optional<Double> of(Conditions asked, int examples);

  /** Of what says 0 before the first example, and has no closed form after it. */
  static Optional<Double> withoutExamples(Conditions asked, int examples) {
    return examples == 0 ? Optional.of(asked.signal()) : Optional.empty();
  }

  /**
   * That of least squares: with noise infinite near as many examples as dimensions, and of uneven
   * inputs known only behind that.
   */
  static Optional<Double> ofLeastSquares(Conditions asked, int examples) {
    int dimension = asked.dimension();
    double noise = asked.noise() * asked.noise();
    double missed = Math.max(0, dimension - examples);
    if (missed > 0 && examples > 0 && !Conditions.even(asked.inputs())) {
      return Optional.empty();
    }
    double lost = missed / dimension * asked.signal();
    if (noise == 0 || examples == 0) {
      return Optional.of(lost);
    }
    double apart = Math.abs(examples - dimension) - 1;
    return Optional.of(
        apart > 0
            ? lost + noise * Math.min(examples, dimension) / apart
            : Double.POSITIVE_INFINITY);
  }
}
