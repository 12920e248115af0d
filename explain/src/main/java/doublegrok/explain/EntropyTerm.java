package doublegrok.explain;

/**
 * q ln q from a table of chords, the same bits on every machine. A logarithm a token would cost
 * more than all the rest of an attribution.
 */
final class EntropyTerm {
  private static final int CHORDS_PER_OCTAVE_BITS = 9;
  private static final int SHIFT = 52 - CHORDS_PER_OCTAVE_BITS;
  private static final int FIRST = cell(0x1p-14); // below a smoothed probability of 256 tokens
  private static final int CHORDS = cell(1.0) - FIRST;
  private static final double[] INTERCEPTS_AND_SLOPES = chords();

  private EntropyTerm() {}

  /** The term, at most 5e-7 q above q ln q; NaN unless q is above 0. */
  static double of(double q) {
    int chord = cell(q) - FIRST;
    if (chord < 0 || chord >= CHORDS) {
      return q * StrictMath.log(q);
    }
    return INTERCEPTS_AND_SLOPES[2 * chord] + INTERCEPTS_AND_SLOPES[2 * chord + 1] * q;
  }

  private static double[] chords() {
    double[] chords = new double[2 * CHORDS];
    for (int chord = 0; chord < CHORDS; chord++) {
      double from = start(chord);
      double to = start(chord + 1);
      double value = from * StrictMath.log(from);
      double slope = (to * StrictMath.log(to) - value) / (to - from);
      chords[2 * chord] = value - slope * from;
      chords[2 * chord + 1] = slope;
    }
    return chords;
  }

  /** The sign, the exponent and the leading bits of the fraction. */
  private static int cell(double q) {
    return (int) (Double.doubleToRawLongBits(q) >>> SHIFT);
  }

  private static double start(int chord) {
    return Double.longBitsToDouble((long) (FIRST + chord) << SHIFT);
  }
}
