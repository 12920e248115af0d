package doublegrok.task.finding;

/**
 * Words that stand with a finding.
 *
 * @param title of the figure; findings of one shape and title share a figure
 * @param part which part of the figure this finding is, for example {@code block 1}; empty if it is
 *     the only one
 * @param caption a sentence or two on how to read it; may be empty
 */
public record About(String title, String part, String caption) {
  /** Checks the lengths. */
  public About {
    Bounds.text("a title", title);
    Bounds.text("a part", part);
    Bounds.text("a caption", caption);
  }

  /** Of a finding that has its figure for itself. */
  public static About of(String title, String caption) {
    return new About(title, "", caption);
  }
}
