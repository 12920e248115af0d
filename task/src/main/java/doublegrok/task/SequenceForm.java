package doublegrok.task;

/** Kind of the values that sequences are made of, and of what a model puts out for them. */
public sealed interface SequenceForm {
  /** Numbers that a model puts out for each counted position. */
  int outputs();

  /**
   * One token a position; a model puts out a logit for each token of the vocabulary.
   *
   * @param vocabulary token identifiers are 0 .. vocabulary - 1; from 1 to 65,536
   */
  record Tokens(int vocabulary) implements SequenceForm {
    /** Most tokens that a vocabulary may have. */
    public static final int LARGEST_VOCABULARY = 1 << 16;

    private static final int MOST_IN_A_BYTE = 1 << 8;

    public Tokens {
      if (vocabulary < 1 || vocabulary > LARGEST_VOCABULARY) {
        throw new IllegalArgumentException(
            "vocabulary must be 1.." + LARGEST_VOCABULARY + ", was " + vocabulary);
      }
    }

    @Override
    public int outputs() {
      return vocabulary;
    }

    /** Bytes of a token: 1 up to a vocabulary of 256, otherwise 2. */
    public int tokenBytes() {
      return vocabulary <= MOST_IN_A_BYTE ? 1 : 2;
    }
  }

  /**
   * A vector of float32 numbers a position; a model puts out another.
   *
   * @param inputs numbers that a model is shown at a position, from 1 to 4,096
   * @param outputs numbers of a counted position's target, from 1 to 4,096
   */
  record Reals(int inputs, int outputs) implements SequenceForm {
    private static final int WIDEST = 4096;

    public Reals {
      if (Math.min(inputs, outputs) < 1 || Math.max(inputs, outputs) > WIDEST) {
        throw new IllegalArgumentException("inputs and outputs of a position must be 1.." + WIDEST
            + ", were " + inputs + " and " + outputs);
      }
    }
  }
}
