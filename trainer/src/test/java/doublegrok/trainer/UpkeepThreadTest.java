package doublegrok.trainer;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
final class UpkeepThreadTest {
  private final List<String> alarms = new CopyOnWriteArrayList<>();
  private final AtomicInteger passes = new AtomicInteger();

  @Test
  void wishesDuringAPassAreOneWish() throws InterruptedException {
    CountDownLatch begun = new CountDownLatch(1);
    Semaphore gate = new Semaphore(0);
    UpkeepThread upkeep = UpkeepThread.start(
        Given.RUN,
        again -> {
          begun.countDown();
          gate.acquire();
          passes.incrementAndGet();
        },
        alarms::add);

    upkeep.soon();
    begun.await();
    for (int i = 0; i < 100; i++) {
      upkeep.soon();
    }
    gate.release(100);
    upkeep.close();

    assertThat(passes).hasValue(2);
  }

  @Test
  void aFailureIsToldOnceForItsKindAndThePassIsTriedAgain() {
    UpkeepThread upkeep = UpkeepThread.start(
        Given.RUN,
        again -> {
          int number = passes.incrementAndGet();
          if (number < 5) {
            again.run();
          }
          throw number == 3
              ? new UnsupportedOperationException("another")
              : new IllegalArgumentException("number " + number);
        },
        alarms::add);

    upkeep.soon();
    upkeep.close();

    assertThat(passes).hasValue(5);
    assertThat(alarms)
        .containsExactly(
            "the upkeep of checkpoints fails: number 1",
            "the upkeep of checkpoints fails: another");
  }

  @Test
  void anAlarmThatCannotBeGivenIsNoFailure() {
    UpkeepThread upkeep = UpkeepThread.start(
        Given.RUN,
        again -> {
          passes.incrementAndGet();
          throw new IllegalArgumentException("broken");
        },
        sentence -> {
          throw new IllegalStateException("another trainer has taken over");
        });

    upkeep.soon();
    upkeep.close();

    assertThat(passes).hasValue(1);
  }

  @Test
  void closingDoesNotWaitForAPassThatHangs() throws InterruptedException {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch interrupted = new CountDownLatch(1);
    UpkeepThread upkeep = UpkeepThread.start(
        Given.RUN,
        again -> {
          begun.countDown();
          try {
            new CountDownLatch(1).await();
          } finally {
            interrupted.countDown();
          }
        },
        alarms::add);
    upkeep.soon();
    begun.await();

    long since = System.nanoTime();
    upkeep.close();

    assertThat(Duration.ofNanos(System.nanoTime() - since)).isLessThan(Duration.ofSeconds(5));
    interrupted.await();
    assertThat(alarms).isEmpty();
  }
}
