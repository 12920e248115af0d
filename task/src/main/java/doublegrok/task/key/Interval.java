package doublegrok.task.key;

/**
 * The numbers that a key may have.
 *
 * @param low lower end
 * @param lowIncluded whether it belongs to them
 * @param high upper end; {@link Double#MAX_VALUE} for every finite number
 * @param highIncluded whether it belongs to them
 */
public record Interval(double low, boolean lowIncluded, double high, boolean highIncluded) {
  public static final Interval ZERO_TO_ONE = new Interval(0, true, 1, true);
  public static final Interval ZERO_TO_BELOW_ONE = new Interval(0, true, 1, false);
  public static final Interval ABOVE_ZERO_TO_ONE = new Interval(0, false, 1, true);
  public static final Interval POSITIVE = new Interval(0, false, Double.MAX_VALUE, true);
  public static final Interval NOT_NEGATIVE = new Interval(0, true, Double.MAX_VALUE, true);

  /** Whether the number is one of them. */
  public boolean contains(double number) {
    return (lowIncluded ? number >= low : number > low)
        && (highIncluded ? number <= high : number < high);
  }

  /** The rule in words. */
  String rule() {
    String from = (lowIncluded ? "of at least " : "above ") + shown(low);
    if (high == Double.MAX_VALUE) {
      return "a finite number " + from;
    }
    return "a number " + from + (highIncluded ? " and at most " : " and below ") + shown(high);
  }

  private static String shown(double number) {
    return number == (long) number ? String.valueOf((long) number) : Decimal.text(number);
  }
}
