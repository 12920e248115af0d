package doublegrok.explain;

/**
 * Mixes predictions with the uniform distribution, so that no reference ever excludes a token. It
 * is linear: a mixture that is smoothed is the same mixture of what is smoothed.
 */
final class Smoothing {
  /** Share of the uniform distribution, h. */
  static final double SHARE = 0.02;

  private Smoothing() {}

  /** The smoothed probability of one of {@code vocabulary} tokens. */
  static double of(double probability, int vocabulary) {
    return (1 - SHARE) * probability + SHARE / vocabulary;
  }
}
