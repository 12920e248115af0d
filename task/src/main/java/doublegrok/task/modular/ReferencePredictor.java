package doublegrok.task.modular;

/**
 * One reference, told the examples of a sequence one by one. An input is given by its coordinates,
 * one for each of its tokens. Not thread-safe.
 */
@FunctionalInterface
interface ReferencePredictor {
  /** Forgets all examples: another sequence begins. */
  default void begin() {}

  /** The probability of each answer to this input, into[offset .. offset + vocabulary - 1]. */
  void predict(int[] input, double[] into, int offset);

  /** The next example of the sequence. */
  default void observe(int[] input, int answer) {}
}
