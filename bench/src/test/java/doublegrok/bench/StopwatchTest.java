package doublegrok.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

final class StopwatchTest {
  private final AtomicLong nanos = new AtomicLong();
  private final Stopwatch stopwatch = new Stopwatch(Duration.ofMillis(100), nanos::get);

  @Test
  void aShortActionIsRepeatedUntilTheSampleIsLongEnough() throws Exception {
    AtomicLong runs = new AtomicLong();

    double seconds = stopwatch.seconds(() -> {
      runs.incrementAndGet();
      nanos.addAndGet(30_000_000);
    });

    assertThat(runs).hasValue(4);
    assertThat(seconds).isCloseTo(0.03, within(1e-12));
  }

  @Test
  void aLongActionRunsOnce() throws Exception {
    double seconds = stopwatch.seconds(() -> nanos.addAndGet(2_000_000_000));

    assertThat(seconds).isCloseTo(2, within(1e-12));
    assertThat(nanos).hasValue(2_000_000_000);
  }
}
