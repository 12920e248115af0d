package doublegrok.task.finding;

/**
 * A labelled rectangle of numbers.
 *
 * @param label unique among those of its finding
 */
public record Layer(String label, Cells cells) {
  /** Checks the length. */
  public Layer {
    Bounds.text("a label", label);
  }
}
