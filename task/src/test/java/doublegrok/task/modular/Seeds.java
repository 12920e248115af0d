package doublegrok.task.modular;

import java.util.stream.LongStream;

/** Seeds over which laws are tested; a failing test prints its own. */
final class Seeds {
  private Seeds() {}

  static LongStream seeds() {
    return LongStream.concat(
        LongStream.range(0, 20), LongStream.of(-1, Long.MIN_VALUE, Long.MAX_VALUE, 1L << 32));
  }
}
