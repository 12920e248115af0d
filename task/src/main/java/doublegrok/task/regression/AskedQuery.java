package doublegrok.task.regression;

/**
 * A query that a model has answered, with the weights by which it and the references multiply it;
 * all vectors along the axes of the inputs.
 *
 * @param input the query, [dimension]
 * @param said the model's answer
 * @param weights slope of the model's answers in the query, [dimension]
 * @param references what each reference multiplies the query by, [references, dimension]
 * @param covariance mean of x x' over the examples, of whitened inputs, [dimension, dimension]
 * @param products mean of y x, of the same, [dimension]
 */
@SuppressWarnings("ArrayRecordComponent")
record AskedQuery(
    double[] input,
    double said,
    double[] weights,
    double[][] references,
    double[][] covariance,
    double[] products) {
  /** What a reference answers. */
  double answer(int reference) {
    return Vectors.dot(references[reference], input);
  }

  /** Cosine of the angle between the model's weights and a reference's; NaN if either is 0. */
  double cosine(int reference) {
    double[] other = references[reference];
    return Vectors.dot(weights, other)
        / Math.sqrt(Vectors.dot(weights, weights) * Vectors.dot(other, other));
  }

  /** Length of the difference between the model's weights and a reference's. */
  double difference(int reference) {
    double[] difference = weights.clone();
    Vectors.add(difference, -1, references[reference]);
    return Math.sqrt(Vectors.dot(difference, difference));
  }
}
