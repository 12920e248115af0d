package doublegrok.task;

import java.util.OptionalInt;
import java.util.stream.IntStream;

/** The modulus of modular arithmetic: an odd prime that leaves a token one byte. */
final class Modulus {
  static final String KEY = "modulus";
  static final FamilyParameter PARAMETER =
      new FamilyParameter(KEY, Modulus::isAccepted, "a prime from 3 to 251", OptionalInt.empty());

  private Modulus() {}

  static boolean isAccepted(int value) {
    return value >= 3
        && value <= 251
        && IntStream.range(2, value).noneMatch(divisor -> value % divisor == 0);
  }

  static int require(int value) {
    if (!isAccepted(value)) {
      throw new IllegalArgumentException(
          "task.modulus must be " + PARAMETER.rule() + ", was " + value);
    }
    return value;
  }
}
