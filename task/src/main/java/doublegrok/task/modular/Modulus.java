package doublegrok.task.modular;

import doublegrok.task.key.Key;
import java.util.List;
import java.util.stream.IntStream;

/** The modulus of modular arithmetic: an odd prime that leaves a token one byte. */
public final class Modulus {
  private static final List<Integer> ACCEPTED =
      IntStream.rangeClosed(3, 251).filter(Modulus::isPrime).boxed().toList();

  /** Key of the modulus. */
  public static final Key<Integer> KEY = Key.integer("modulus", "a prime from 3 to 251", ACCEPTED)
      .about("The p of arithmetic modulo p.");

  private Modulus() {}

  private static boolean isPrime(int value) {
    return IntStream.range(2, value).noneMatch(divisor -> value % divisor == 0);
  }

  /** The value, which is accepted. */
  public static int require(int value) {
    if (!ACCEPTED.contains(value)) {
      throw new IllegalArgumentException(
          "task.modulus must be " + KEY.rule().words() + ", was " + value);
    }
    return value;
  }

  /** The inverse of every number from 1 to modulus - 1, at its place; 0 has none. */
  static int[] inverses(int modulus) {
    int[] inverses = new int[modulus];
    inverses[1] = 1;
    for (int value = 2; value < modulus; value++) {
      inverses[value] = (modulus - modulus / value) * inverses[modulus % value] % modulus;
    }
    return inverses;
  }

  /** The number of a vector with these coordinates, the first of which counts least. */
  static int number(int[] coordinates, int modulus) {
    int number = 0;
    for (int i = coordinates.length - 1; i >= 0; i--) {
      number = number * modulus + coordinates[i];
    }
    return number;
  }
}
