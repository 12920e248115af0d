package doublegrok.spec;

import doublegrok.task.key.Interval;
import doublegrok.task.key.Key;
import doublegrok.task.key.Values;

/**
 * Learning rate over training, as a factor of its peak.
 *
 * @param kind its shape after the warm-up
 * @param warmupSteps steps of the linear warm-up; 0 for none
 * @param warmupStart factor at which the warm-up starts
 * @param decayStart step at which warmup-stable-decay begins to fall
 * @param decayEnd step at which the decay ends; the factor is {@code floor} from there on
 * @param floor factor at the end
 */
public record ScheduleSpec(
    Kind kind, long warmupSteps, double warmupStart, long decayStart, long decayEnd, double floor) {
  private static final long MOST = TrainingSpec.MOST_STEPS;
  private static final Key<Kind> KIND = Key.choice("schedule.kind", Kind.class).or(Kind.CONSTANT);
  private static final Key<Long> WARMUP_STEPS =
      Key.whole("schedule.warmup_steps", 0, MOST).or(0L);
  private static final Key<Double> WARMUP_START =
      Key.decimal("schedule.warmup_start", Interval.ZERO_TO_ONE).or(0.01);
  private static final Key<Long> DECAY_START = Key.whole("schedule.decay_start", 0, MOST);
  private static final Key<Long> DECAY_END = Key.whole("schedule.decay_end", 1, MOST);
  private static final Key<Double> FLOOR =
      Key.decimal("schedule.floor", Interval.ZERO_TO_ONE).or(0.1);

  /** Shapes. */
  public enum Kind {
    CONSTANT,
    WARMUP_COSINE,
    WARMUP_STABLE_DECAY
  }

  /** The factor at a step, counted from 1. */
  public double factor(long step) {
    if (step <= warmupSteps) {
      return warmupStart + (1 - warmupStart) * (step - 1) / Math.max(1, warmupSteps);
    }
    return switch (kind) {
      case CONSTANT -> 1;
      case WARMUP_COSINE -> {
        double progress = progress(step, warmupSteps);
        yield floor + (1 - floor) * 0.5 * (1 + StrictMath.cos(StrictMath.PI * progress));
      }
      case WARMUP_STABLE_DECAY -> 1 - (1 - floor) * progress(step, decayStart);
    };
  }

  private double progress(long step, long start) {
    double span = Math.max(1, decayEnd - start);
    return Math.min(1, Math.max(0, (step - start) / span));
  }

  /**
   * The schedule.
   *
   * @param steps of training, where the decay ends unless it is given
   */
  static ScheduleSpec read(KeyReader in, long steps) {
    Kind kind = in.get(KIND);
    boolean decaying = kind == Kind.WARMUP_STABLE_DECAY && in.sound(KIND.name());
    ScheduleSpec schedule = new ScheduleSpec(
        kind,
        in.get(WARMUP_STEPS),
        in.get(WARMUP_START),
        decaying ? in.get(DECAY_START) : 0,
        in.get(DECAY_END.or(steps)),
        in.get(FLOOR));
    boolean decayStartGiven = in.any(DECAY_START.name()).isPresent();
    if (in.sound("schedule", TrainingSpec.STEPS.name())) {
      schedule.check(in, decayStartGiven);
    }
    return schedule;
  }

  /** A key that the kind does not have is left out: it may not be given. */
  Values values() {
    Values warmup = Values.none()
        .with(KIND, kind)
        .with(WARMUP_STEPS, warmupSteps)
        .with(WARMUP_START, warmupStart);
    Values decay = kind == Kind.WARMUP_STABLE_DECAY ? warmup.with(DECAY_START, decayStart) : warmup;
    return decay.with(DECAY_END, decayEnd).with(FLOOR, floor);
  }

  private void check(KeyReader in, boolean decayStartGiven) {
    if (kind != Kind.WARMUP_STABLE_DECAY && decayStartGiven) {
      in.broken(
          DECAY_START.name(),
          " belongs to the kind warmup-stable-decay alone; remove it, or set schedule.kind");
    }
    if (kind == Kind.WARMUP_STABLE_DECAY && decayStart < warmupSteps) {
      in.broken(
          DECAY_START.name(),
          " must be at least " + WARMUP_STEPS.name() + ", which is " + warmupSteps + ", was "
              + decayStart);
    }
    switch (kind) {
      case CONSTANT -> {}
      case WARMUP_COSINE -> ascending(in, WARMUP_STEPS, warmupSteps);
      case WARMUP_STABLE_DECAY -> ascending(in, DECAY_START, decayStart);
    }
  }

  private void ascending(KeyReader in, Key<Long> startKey, long start) {
    if (decayEnd <= start) {
      in.broken(
          DECAY_END.name(),
          " must be beyond " + startKey.name() + ", which is " + start + ", was " + decayEnd + " ("
              + TrainingSpec.STEPS.name() + " unless it is given)");
    }
  }
}
