package doublegrok.spec;

import doublegrok.task.key.Key;

/**
 * Length of a run's training.
 *
 * @param steps steps until the run ends by itself
 */
public record TrainingSpec(long steps) {
  static final long MOST_STEPS = 1_000_000_000L;

  static TrainingSpec of(Rows<TrainingSpec> in) {
    return new TrainingSpec(in.row(
        Key.whole("steps", 1, MOST_STEPS).about("Steps until the run ends by itself."),
        TrainingSpec::steps));
  }
}
