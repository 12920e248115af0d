package doublegrok.task.finding;

/**
 * A quantity that is told or drawn along.
 *
 * @param label what it is, for example {@code shots}
 * @param unit what it is counted in, for example {@code nats}; empty if it is a plain number
 */
public record Axis(String label, String unit) {
  /** Checks the lengths. */
  public Axis {
    Bounds.text("a label", label);
    Bounds.text("a unit", unit);
  }

  /** Of plain numbers. */
  public static Axis of(String label) {
    return new Axis(label, "");
  }
}
