package doublegrok.bench.measure;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Times an action, repeated until a sample is long enough to mean something.
 *
 * @param least time that a sample takes
 * @param nanoTime a clock that only goes forward
 */
public record Stopwatch(Duration least, LongSupplier nanoTime) {
  /** An action that may fail. */
  @FunctionalInterface
  public interface Action {
    /** Acts. */
    void run() throws Exception;
  }

  /** Seconds that the action takes, the mean over its repetitions. */
  public double seconds(Action action) throws Exception {
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

  /** The action's time as a measurement, in seconds. */
  public Measurement of(Action action) {
    return () -> seconds(action);
  }
}
