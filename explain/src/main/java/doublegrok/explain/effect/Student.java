package doublegrok.explain.effect;

/** Student's t distribution. */
final class Student {
  /** Standard normal quantile of a two-sided 95 % interval. */
  static final double Z = 1.959963984540054;

  private Student() {}

  /**
   * Quantile of a two-sided 95 % interval, by the Cornish-Fisher expansion (Abramowitz and Stegun
   * 1964, 26.7.5): within .003 from 5 degrees of freedom on.
   *
   * @param degrees of freedom, at least 1
   */
  static double quantile(int degrees) {
    double z2 = Z * Z;
    double first = Z * (z2 + 1) / 4;
    double second = Z * ((5 * z2 + 16) * z2 + 3) / 96;
    double third = Z * (((3 * z2 + 19) * z2 + 17) * z2 - 15) / 384;
    return Z + (first + (second + third / degrees) / degrees) / degrees;
  }
}
