package doublegrok.local.check;

/** Something cannot start for a reason that a person can repair; the message is that sentence. */
public final class RefusedException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /**
   * @param sentence what, the value, the rule and the way out
   */
  public RefusedException(String sentence) {
    super(sentence);
  }

  /**
   * @param sentence what, the value, the rule and the way out
   * @param cause for --verbose and the log
   */
  public RefusedException(String sentence, Throwable cause) {
    super(sentence, cause);
  }

  /** A run that was never started cannot be shown, watched, or exported. */
  public static RefusedException unknownRun(String run) {
    return new RefusedException(
        "run '%s' does not exist; 'doublegrok runs' lists those that do".formatted(run));
  }
}
