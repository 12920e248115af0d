package doublegrok.task.modular;

import doublegrok.task.Distribution;
import doublegrok.task.key.Key;
import doublegrok.task.key.Values;

/** Distributions with boring defaults: 12 random tasks, three quarters of the inputs, 8 shots. */
record Distributions(Distribution build) {
  static Distributions boring() {
    return new Distributions(new Distribution(Values.none()
        .with(Distribution.TASKS, 12)
        .with(ModularKeys.INPUT_FRACTION, 0.75)
        .with(Distribution.SHOTS, 8)));
  }

  /** Boring but for its shots. */
  static Distribution ofShots(int shots) {
    return boring().shots(shots).build();
  }

  Distributions tasks(int tasks) {
    return with(Distribution.TASKS, tasks);
  }

  Distributions selection(Selection selection) {
    return with(ModularKeys.SELECTION, selection);
  }

  Distributions taskDraw(int taskDraw) {
    return with(Distribution.TASK_DRAW, taskDraw);
  }

  Distributions inputFraction(double inputFraction) {
    return with(ModularKeys.INPUT_FRACTION, inputFraction);
  }

  Distributions shots(int shots) {
    return with(Distribution.SHOTS, shots);
  }

  Distributions unbalanced() {
    return with(ModularKeys.BALANCED, false);
  }

  Distributions collinear(double collinear) {
    return with(ModularKeys.COLLINEAR, collinear);
  }

  Distributions labelNoise(double labelNoise) {
    return with(Distribution.LABEL_NOISE, labelNoise);
  }

  private <T> Distributions with(Key<T> key, T value) {
    return new Distributions(build.with(key, value));
  }
}
