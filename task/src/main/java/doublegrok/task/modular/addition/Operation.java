package doublegrok.task.modular.addition;

/** Operation on two numbers modulo p. */
public enum Operation {
  /** a + b. */
  PLUS,
  /** a - b. */
  MINUS,
  /** a b. */
  TIMES,
  /** a^2 + ab + b^2. */
  QUADRATIC;

  /** The result, from 0 to modulus - 1. */
  int of(int a, int b, int modulus) {
    int result = switch (this) {
      case PLUS -> a + b;
      case MINUS -> a - b;
      case TIMES -> a * b;
      case QUADRATIC -> a * a + a * b + b * b;
    };
    return Math.floorMod(result, modulus);
  }

  /** The operation in words. */
  String words() {
    return switch (this) {
      case PLUS -> "a + b";
      case MINUS -> "a - b";
      case TIMES -> "a b";
      case QUADRATIC -> "a^2 + ab + b^2";
    };
  }
}
