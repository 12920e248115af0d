package doublegrok.trainer.compute;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

final class StepRoundsTest {
  private static final Duration WITHIN = Duration.ofSeconds(2);

  private final List<String> order = new ArrayList<>();
  private long nanos;

  @Test
  void stepsTakeTurnsAndOnlyTheSecondOfATurnCounts() {
    List<Double> medians = medians(step("a", 50, 10), step("b", 70, 20));

    assertThat(medians).containsExactly(10.0, 20.0);
    assertThat(order).startsWith("a", "a", "b", "b", "a", "a", "b", "b").hasSize(11 * 4);
  }

  @Test
  void aDisturbedRoundDoesNotShow() {
    Runnable step = step("a", 1, 10, 1, 190, 1, 12, 1, 11);

    assertThat(medians(step)).containsExactly(11.0);
  }

  @Test
  void theMedianOfAnEvenNumberLiesBetweenTheTwoInTheMiddle() {
    Runnable step = step("a", 190, 210, 190, 310, 190, 250, 190, 290);

    assertThat(medians(step)).containsExactly(270.0); // of 210, 250, 290 and 310
    assertThat(order).hasSize(2 * 4);
  }

  @Test
  void longStepsAreMeasuredOnceWithoutAFirstOne() {
    assertThat(medians(step("a", 1500), step("b", 1200))).containsExactly(1500.0, 1200.0);
    assertThat(order).containsExactly("a", "b");
  }

  @Test
  void noRoundBeginsThatWouldNotBeOverInTime() {
    medians(step("a", 400), step("b", 300));

    assertThat(order).containsExactly("a", "b", "a", "b");
    assertThat(nanos).isLessThan(WITHIN.toNanos());
  }

  private List<Double> medians(Runnable... steps) {
    return new StepRounds(() -> nanos, WITHIN).medianMillis(List.of(steps));
  }

  /** A step that takes these times one after another, and then goes on with the last two. */
  private Runnable step(String name, long... millis) {
    List<Long> left = new ArrayList<>(LongStream.of(millis).boxed().toList());
    return () -> {
      order.add(name);
      long next = left.remove(0);
      nanos += TimeUnit.MILLISECONDS.toNanos(next);
      if (left.size() < 2) {
        left.add(next);
      }
    };
  }
}
