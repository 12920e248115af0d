package doublegrok.local.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class ClockWatchTest {
  private Instant time = Instant.parse("2026-01-02T03:04:05Z");
  private long nanos = 77;

  private final ClockWatch watch = new ClockWatch(new SetClock(), () -> nanos);

  @Test
  void aClockThatGoesOnIsNoNews() {
    for (int second = 0; second < 100; second++) {
      pass(Duration.ofSeconds(1), Duration.ofSeconds(1));
      assertThat(watch.setBack()).isEmpty();
    }
    pass(Duration.ofSeconds(1), Duration.ofHours(1)); // set forward, or this process was held
    assertThat(watch.setBack()).isEmpty();
  }

  @Test
  void oneThatIsSetBackIsToldOnceWithTheTimeThatIsWaitedForAndTheWayOut() {
    pass(Duration.ofSeconds(10), Duration.ofSeconds(-110));

    assertThat(watch.setBack().orElseThrow())
        .contains("set back by 120 s, from 2026-01-02 03:04:15", "start again");
    assertThat(watch.setBack()).isEmpty();
    pass(Duration.ofSeconds(1), Duration.ofSeconds(1));
    assertThat(watch.setBack()).isEqualTo(Optional.empty());
  }

  @Test
  void aCorrectionOfASecondIsNoNews() {
    pass(Duration.ofSeconds(1), Duration.ofMillis(-500));

    assertThat(watch.setBack()).isEmpty();
  }

  private void pass(Duration forward, Duration wall) {
    nanos += forward.toNanos();
    time = time.plus(wall);
  }

  private final class SetClock extends Clock {
    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      throw new UnsupportedOperationException("a test's clock has one zone");
    }

    @Override
    public Instant instant() {
      return time;
    }
  }
}
