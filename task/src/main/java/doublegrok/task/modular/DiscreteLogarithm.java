package doublegrok.task.modular;

import doublegrok.task.TokenOrder;
import doublegrok.task.finding.Points;
import java.util.Arrays;

/**
 * The order of 1 .. p - 1 by their discrete logarithm to the smallest primitive root of the prime
 * p: multiplication modulo p is addition of these, modulo p - 1.
 */
final class DiscreteLogarithm {
  private DiscreteLogarithm() {}

  /** The order of the tokens 0 .. p - 1; 0 has no logarithm. */
  static TokenOrder order(int p) {
    int root = 2;
    Integer[] exponents = exponents(root, p);
    while (Arrays.asList(exponents).subList(1, p).contains(Points.NOWHERE)) {
      root++;
      exponents = exponents(root, p);
    }
    String caption = "Colour and line follow the discrete logarithm to the base " + root
        + "; 0, which has none, is grey.";
    return new TokenOrder("logarithm", caption, p - 1, true, Arrays.asList(exponents));
  }

  /** The exponents from 0 on, by power, until a power comes again. */
  private static Integer[] exponents(int root, int p) {
    Integer[] exponents = new Integer[p];
    Arrays.fill(exponents, Points.NOWHERE);
    int power = 1;
    for (int exponent = 0; exponents[power] == Points.NOWHERE; exponent++) {
      exponents[power] = exponent;
      power = power * root % p;
    }
    return exponents;
  }
}
