package doublegrok.local.terminal;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;

/** Steps per second over the last few seconds, and the time that is left at that pace. */
final class Pace {
  private static final Duration WINDOW = Duration.ofSeconds(10);
  private static final double NANOS = 1e9;

  private final Deque<long[]> seen = new ArrayDeque<>();

  /** Notes where the run is. */
  void at(long nanoTime, long step) {
    seen.addLast(new long[] {nanoTime, step});
    while (nanoTime - seen.getFirst()[0] > WINDOW.toNanos()) {
      seen.removeFirst();
    }
  }

  /** For example {@code 31 steps/s, 0:38 left}; empty while it is not known. */
  String inWords(long lastStep) {
    long[] first = seen.getFirst();
    long[] last = seen.getLast();
    double perSecond = (last[1] - first[1]) * NANOS / Math.max(1, last[0] - first[0]);
    if (perSecond <= 0) {
      return "";
    }
    long left = Math.round((lastStep - last[1]) / perSecond);
    String time = left >= 3600
        ? String.format(Locale.ROOT, "%d:%02d:%02d", left / 3600, left / 60 % 60, left % 60)
        : String.format(Locale.ROOT, "%d:%02d", left / 60, left % 60);
    return String.format(Locale.ROOT, "%.0f steps/s, %s left", perSecond, time);
  }
}
