package doublegrok.local.process;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Watch over the wall clock by the clock that only goes forward: Kafka's timers are on the former,
 * so that everything stands still while a clock that was set back catches up.
 */
public final class ClockWatch {
  /** Clocks that are corrected little by little do no harm. */
  private static final Duration TOLD_FROM = Duration.ofSeconds(2);

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT);

  private final Clock clock;
  private final LongSupplier nanoTime;
  private Instant lastTime;
  private long lastNanos;

  /** A watch that begins now. */
  public ClockWatch(Clock clock, LongSupplier nanoTime) {
    this.clock = clock;
    this.nanoTime = nanoTime;
    this.lastTime = clock.instant();
    this.lastNanos = nanoTime.getAsLong();
  }

  /** A watch over this machine's clock, in its time zone. */
  public static ClockWatch ofMachine() {
    return new ClockWatch(Clock.system(ZoneId.systemDefault()), System::nanoTime);
  }

  /** A sentence if the clock was set back since the last look; to be asked every second or so. */
  public Optional<String> setBack() {
    long nanos = nanoTime.getAsLong();
    Instant expected = lastTime.plusNanos(nanos - lastNanos);
    Instant now = clock.instant();
    lastTime = now;
    lastNanos = nanos;
    Duration back = Duration.between(now, expected);
    return back.compareTo(TOLD_FROM) < 0
        ? Optional.empty()
        : Optional.of(
            ("the clock of this machine was set back by %d s, from %s: Kafka's timers go by it, so"
                    + " nothing may move until that time has come again, and nothing is lost; set"
                    + " the clock forward, or stop and start again to go on at once")
                .formatted(
                    back.truncatedTo(ChronoUnit.SECONDS).toSeconds(),
                    TIME.format(expected.atZone(clock.getZone()))));
  }
}
