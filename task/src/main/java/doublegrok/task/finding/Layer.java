package doublegrok.task.finding;

/**
 * Numbers in rows and columns, with a label.
 *
 * @param label unique among those of its finding
 */
public record Layer(String label, Cells cells) {
  /** Checks the length. */
  public Layer {
    Bounds.text("a label", label);
  }
}
