package doublegrok.bench;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Stopwatch for an action that is repeated until a sample is long enough to mean something.
 *
 * @param least time that a sample takes
 * @param nanoTime a clock that only goes forward
 */
record Stopwatch(Duration least, LongSupplier nanoTime) {
  /** For actions that are long enough by themselves. */
  static final Stopwatch ONCE = new Stopwatch(Duration.ZERO, System::nanoTime);

  /** Action that may fail. */
  @FunctionalInterface
  interface Action {
    void run() throws Exception;
  }

  /** Seconds that the action takes, the mean over its repetitions. */
  double seconds(Action action) throws Exception {
    long begun = nanoTime.getAsLong();
    long elapsed;
    long runs = 0;
    do {
      action.run();
      runs++;
      elapsed = nanoTime.getAsLong() - begun;
    } while (elapsed < least.toNanos());
    return elapsed * 1e-9 / runs;
  }
}
