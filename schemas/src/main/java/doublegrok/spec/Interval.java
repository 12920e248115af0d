package doublegrok.spec;

/**
 * The numbers that a key may have.
 *
 * @param low lower end
 * @param lowIncluded whether it belongs to them
 * @param high upper end; {@link Double#MAX_VALUE} for every finite number
 * @param highIncluded whether it belongs to them
 */
record Interval(double low, boolean lowIncluded, double high, boolean highIncluded) {
  static final Interval ZERO_TO_ONE = new Interval(0, true, 1, true);
  static final Interval ZERO_TO_BELOW_ONE = new Interval(0, true, 1, false);
  static final Interval ABOVE_ZERO_TO_ONE = new Interval(0, false, 1, true);
  static final Interval POSITIVE = new Interval(0, false, Double.MAX_VALUE, true);
  static final Interval NOT_NEGATIVE = new Interval(0, true, Double.MAX_VALUE, true);

  boolean contains(double number) {
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
    return number == (long) number ? String.valueOf((long) number) : Written.decimal(number);
  }
}
