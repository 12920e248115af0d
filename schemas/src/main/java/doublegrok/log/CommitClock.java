package doublegrok.log;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Forward clock by which a processor asks for commits. Kafka Streams goes by the wall clock: it
 * would wait an hour if that were set back by one.
 */
public final class CommitClock {
  private final Duration every;
  private final LongSupplier nanoTime;
  private long last;

  /** A clock that starts now. */
  public CommitClock(Duration every, LongSupplier nanoTime) {
    this.every = every;
    this.nanoTime = nanoTime;
    restart();
  }

  /** The time begins anew. */
  public void restart() {
    last = nanoTime.getAsLong();
  }

  /** Whether it is time; if so, the time begins anew. */
  public boolean due() {
    long now = nanoTime.getAsLong();
    boolean due = now - last >= every.toNanos();
    if (due) {
      last = now;
    }
    return due;
  }
}
