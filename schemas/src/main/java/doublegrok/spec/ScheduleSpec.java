package doublegrok.spec;

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
}
