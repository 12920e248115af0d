package doublegrok.task.regression;

/**
 * Range of the numbers of examples before a query that counts in training.
 *
 * @param least number, at least 1
 * @param most number, at least 1
 */
record TrainedExamples(int least, int most) {
  static TrainedExamples of(RegressionShape shape, int examples) {
    int most = Math.max(1, examples);
    return new TrainedExamples(shape.queries() == CountedQueries.LAST ? most : 1, most);
  }

  /** The number of them that is nearest. */
  int nearest(int examples) {
    return Math.min(Math.max(examples, least), most);
  }
}
