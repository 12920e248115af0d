package doublegrok.spec;

import doublegrok.task.key.Key;
import doublegrok.task.key.Values;

/**
 * Length of a run's training.
 *
 * @param steps steps until the run ends by itself
 */
public record TrainingSpec(long steps) {
  static final long MOST_STEPS = 1_000_000_000L;
  static final Key<Long> STEPS = Key.whole("training.steps", 1, MOST_STEPS);

  static TrainingSpec read(KeyReader in) {
    return new TrainingSpec(in.get(STEPS));
  }

  Values values() {
    return Values.none().with(STEPS, steps);
  }
}
