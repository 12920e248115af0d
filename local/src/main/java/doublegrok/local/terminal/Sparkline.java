package doublegrok.local.terminal;

/** Numbers as a row of bars, one character each. */
final class Sparkline {
  private static final String BARS = "▁▂▃▄▅▆▇█";

  private Sparkline() {}

  /** Bars between two bounds; what lies beyond a bound is shown at it. */
  static String of(double[] values, double low, double high) {
    StringBuilder line = new StringBuilder();
    for (double value : values) {
      double height = high > low ? (value - low) / (high - low) : 0;
      int bar = (int) Math.round(height * (BARS.length() - 1));
      line.append(BARS.charAt(Math.max(0, Math.min(BARS.length() - 1, bar))));
    }
    return line.toString();
  }

  /** Bars between the least and the greatest, by their logarithms; values must be above 0. */
  static String logarithmic(double[] values) {
    double[] logarithms = new double[values.length];
    double low = Double.POSITIVE_INFINITY;
    double high = Double.NEGATIVE_INFINITY;
    for (int index = 0; index < values.length; index++) {
      logarithms[index] = Math.log(values[index]);
      low = Math.min(low, logarithms[index]);
      high = Math.max(high, logarithms[index]);
    }
    return of(logarithms, low, high);
  }
}
