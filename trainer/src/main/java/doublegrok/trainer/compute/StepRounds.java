package doublegrok.trainer.compute;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;

/** Measures steps in turn, round after round, so that what disturbs one disturbs all. */
final class StepRounds {
  private static final int ROUNDS_MAX = 11;
  private static final double NANOS_PER_MILLI = 1e6;
  private static final int LONG = 10;

  private final LongSupplier nanos;
  private final long withinNanos;

  /**
   * Rounds that go on as long as the next one would be over in time; there is one in any case.
   *
   * @param nanos a clock that only goes forward
   */
  StepRounds(LongSupplier nanos, Duration within) {
    this.nanos = nanos;
    this.withinNanos = within.toNanos();
  }

  /** Median milliseconds of each step. */
  List<Double> medianMillis(List<Runnable> steps) {
    List<List<Long>> taken = new ArrayList<>();
    steps.forEach(step -> taken.add(new ArrayList<>()));
    long begun = nanos.getAsLong();
    long longest = 0;
    for (int round = 0; round < ROUNDS_MAX; round++) {
      long before = nanos.getAsLong();
      if (round > 0 && before - begun + longest > withinNanos) {
        break;
      }
      for (int i = 0; i < steps.size(); i++) {
        taken.get(i).add(turn(steps.get(i)));
      }
      longest = Math.max(longest, nanos.getAsLong() - before);
    }
    return taken.stream().map(StepRounds::median).toList();
  }

  /**
   * Nanoseconds of a step. The first one after another's starts or ends threads and has cold
   * caches: a second one counts, unless the step is so long that this is nothing.
   */
  private long turn(Runnable step) {
    long first = once(step);
    return first * LONG > withinNanos ? first : once(step);
  }

  private long once(Runnable step) {
    long begun = nanos.getAsLong();
    step.run();
    return nanos.getAsLong() - begun;
  }

  private static double median(List<Long> taken) {
    List<Long> sorted = taken.stream().sorted().toList();
    int middle = sorted.size() / 2;
    long upper = sorted.get(middle);
    long lower = sorted.get(sorted.size() % 2 == 0 ? middle - 1 : middle);
    return (lower + upper) / 2.0 / NANOS_PER_MILLI;
  }
}
