package doublegrok.spec;

import doublegrok.task.key.Rule;

/**
 * Length of a run's training.
 *
 * @param steps steps until the run ends by itself
 */
public record TrainingSpec(long steps) {
  static final long MOST_STEPS = 1_000_000_000L;

  static TrainingSpec of(Rows<TrainingSpec> in) {
    return new TrainingSpec(in.row("steps", Rule.whole(1, MOST_STEPS), TrainingSpec::steps));
  }
}
