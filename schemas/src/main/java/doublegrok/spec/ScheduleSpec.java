package doublegrok.spec;

import static doublegrok.task.key.Interval.ZERO_TO_ONE;

import doublegrok.spec.Rows.Condition;
import doublegrok.task.key.Key;
import doublegrok.task.key.Rule;

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
    Kind kind = in.row(
        Key.choice("kind", Kind.class)
            .or(Kind.CONSTANT)
            .about("Shape of the learning rates after the warm-up."),
        ScheduleSpec::kind);
    Condition decaying = new Condition(
        "kind",
        Rule.label(Kind.WARMUP_STABLE_DECAY),
        Rule.label(kind),
        " belongs to the kind warmup-stable-decay alone; remove it, or set schedule.kind");
    return new ScheduleSpec(
        kind,
        in.row(
            Key.whole("warmup_steps", 0, MOST)
                .or(0L)
                .about("Steps of the linear warm-up; 0 for none."),
            ScheduleSpec::warmupSteps),
        in.row(
            Key.decimal("warmup_start", ZERO_TO_ONE)
                .or(0.01)
                .about("Factor of the peak at which the warm-up starts."),
            ScheduleSpec::warmupStart),
        in.row(
            Key.whole("decay_start", 0, MOST)
                .about("Step at which the rates begin to fall; not before the warm-up ends."),
            ScheduleSpec::decayStart,
            decaying),
        in.row(
            Key.whole("decay_end", 1, MOST)
                .orFrom(steps, "training.steps")
                .about("Step at which the fall ends; the factor is the floor from there on."),
            ScheduleSpec::decayEnd),
        in.row(
            Key.decimal("floor", ZERO_TO_ONE).or(0.1).about("Factor of the peak at the end."),
            ScheduleSpec::floor));
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
