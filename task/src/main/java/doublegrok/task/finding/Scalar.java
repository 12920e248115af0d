package doublegrok.task.finding;

/**
 * One number.
 *
 * @param label unique among those of its finding
 * @param value NaN if it is not known
 * @param error its standard error; NaN if that is not known
 * @param unit what it is counted in; empty if it is a plain number
 */
public record Scalar(String label, double value, double error, String unit) {
  /** Checks the lengths. */
  public Scalar {
    Bounds.text("a label", label);
    Bounds.text("a unit", unit);
  }

  /** A number without an error. */
  public static Scalar of(String label, double value, String unit) {
    return new Scalar(label, value, Double.NaN, unit);
  }
}
