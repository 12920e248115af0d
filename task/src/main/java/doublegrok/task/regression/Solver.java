package doublegrok.task.regression;

/** Algorithm that is shown the examples of a sequence one by one; one thread asks it. */
interface Solver {
  /** Forgets all examples. */
  void begin();

  /** Takes an example; the vector is not kept. */
  void observe(double[] input, double answer);

  /** The answer that it predicts. */
  double predict(double[] input);
}
