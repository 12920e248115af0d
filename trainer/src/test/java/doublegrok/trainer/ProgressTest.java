package doublegrok.trainer;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class ProgressTest {
  private final AtomicLong nanos = new AtomicLong(77);
  private final Progress progress = new Progress("a", nanos::get);

  @Test
  void addsUpTheTimeOfEachActivityUpToNow() {
    pass(2);
    progress.turnTo(Activity.WAITING);
    pass(3);
    progress.turnTo(Activity.TRAINING);
    pass(5);
    progress.turnTo(Activity.WAITING);
    pass(7);

    assertThat(progress.seconds())
        .containsEntry(Activity.OPENING, 2.0)
        .containsEntry(Activity.WAITING, 10.0)
        .containsEntry(Activity.TRAINING, 5.0)
        .containsEntry(Activity.PAUSED, 0.0);
    assertThat(progress.now()).isEqualTo(Activity.WAITING);
  }

  @ParameterizedTest
  @EnumSource(names = {"WAITING", "TRAINING", "CHECKPOINTING", "PAUSED"})
  void isReadyOnceItsRunIsOpened(Activity activity) {
    assertThat(progress.missing()).hasValue("run 'a' is being opened");

    progress.turnTo(activity);

    assertThat(progress.missing()).isEmpty();
  }

  @Test
  void isReadyNoLongerThanItLasts() {
    progress.turnTo(Activity.TRAINING);
    progress.turnTo(Activity.ENDED);

    assertThat(progress.missing()).hasValue("the trainer of run 'a' has ended");
  }

  private void pass(long seconds) {
    nanos.addAndGet(Duration.ofSeconds(seconds).toNanos());
  }
}
