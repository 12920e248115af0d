package doublegrok.explain;

/**
 * Passage of a set's last-shot accuracy through one half, behind which it stays there. Between the
 * checkpoints around it the curve is taken to be straight; the interval takes nothing for granted
 * but that the accuracy rises, and holds at 95 % as Wilson's intervals do.
 *
 * @param step at which the accuracy is one half
 * @param after last checkpoint before it whose 95 % interval lies below one half; the first
 *     checkpoint of all if there is none
 * @param by first checkpoint behind it whose 95 % interval lies above one half
 */
public record Completion(double step, long after, long by) {
  public Completion {
    if (!(after < step && step <= by)) {
      throw new IllegalArgumentException(
          "a completion must lie in its interval, was %s in %d..%d".formatted(step, after, by));
    }
  }
}
