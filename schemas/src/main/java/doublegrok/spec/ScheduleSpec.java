package doublegrok.spec;

import static doublegrok.task.key.Interval.ZERO_TO_ONE;
import static doublegrok.task.key.Rule.choice;
import static doublegrok.task.key.Rule.decimal;
import static doublegrok.task.key.Rule.whole;

import doublegrok.spec.Rows.Condition;
import doublegrok.task.key.Key;

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
  static ScheduleSpec of(Rows<ScheduleSpec> in, long steps) {
    Kind kind = in.row("kind", choice(Kind.class), Kind.CONSTANT, ScheduleSpec::kind);
    Condition decaying = new Condition(
        "kind",
        kind == Kind.WARMUP_STABLE_DECAY,
        " belongs to the kind warmup-stable-decay alone; remove it, or set schedule.kind");
    return new ScheduleSpec(
        kind,
        in.row("warmup_steps", whole(0, MOST), 0L, ScheduleSpec::warmupSteps),
        in.row("warmup_start", decimal(ZERO_TO_ONE), 0.01, ScheduleSpec::warmupStart),
        in.row(Key.whole("decay_start", 0, MOST), ScheduleSpec::decayStart, decaying),
        in.row("decay_end", whole(1, MOST), steps, ScheduleSpec::decayEnd),
        in.row("floor", decimal(ZERO_TO_ONE), 0.1, ScheduleSpec::floor));
  }

  /** The rules between its keys. */
  void check(KeyReader in) {
    if (!in.sound("schedule", "training.steps")) {
      return;
    }
    boolean decaying = kind == Kind.WARMUP_STABLE_DECAY;
    if (decaying && decayStart < warmupSteps) {
      in.broken(
          "schedule.decay_start",
          " must be at least schedule.warmup_steps, which is " + warmupSteps + ", was "
              + decayStart);
    }
    long start = decaying ? decayStart : warmupSteps;
    if (kind != Kind.CONSTANT && decayEnd <= start) {
      in.broken(
          "schedule.decay_end",
          " must be beyond schedule." + (decaying ? "decay_start" : "warmup_steps")
              + ", which is " + start + ", was " + decayEnd
              + " (training.steps unless it is given)");
    }
  }
}
