package doublegrok.task.modular;

import doublegrok.task.Distribution;
import doublegrok.task.Selection;

/** Distributions with boring defaults: 12 random tasks, three quarters of the inputs, 8 shots. */
record Distributions(Distribution build) {
  static Distributions boring() {
    return new Distributions(new Distribution(12, Selection.RANDOM, 0, 0.75, 8, true, 0.0, 0.0));
  }

  Distributions tasks(int tasks) {
    Distribution d = build;
    return of(tasks, d.selection(), d.taskDraw(), d.inputFraction(), d.shots());
  }

  Distributions selection(Selection selection) {
    Distribution d = build;
    return of(d.tasks(), selection, d.taskDraw(), d.inputFraction(), d.shots());
  }

  Distributions taskDraw(int taskDraw) {
    Distribution d = build;
    return of(d.tasks(), d.selection(), taskDraw, d.inputFraction(), d.shots());
  }

  Distributions inputFraction(double inputFraction) {
    Distribution d = build;
    return of(d.tasks(), d.selection(), d.taskDraw(), inputFraction, d.shots());
  }

  Distributions shots(int shots) {
    Distribution d = build;
    return of(d.tasks(), d.selection(), d.taskDraw(), d.inputFraction(), shots);
  }

  Distributions unbalanced() {
    return batches(false, build.collinear(), build.labelNoise());
  }

  Distributions collinear(double collinear) {
    return batches(build.balanced(), collinear, build.labelNoise());
  }

  Distributions labelNoise(double labelNoise) {
    return batches(build.balanced(), build.collinear(), labelNoise);
  }

  private Distributions of(
      int tasks, Selection selection, int taskDraw, double inputFraction, int shots) {
    return new Distributions(new Distribution(
        tasks,
        selection,
        taskDraw,
        inputFraction,
        shots,
        build.balanced(),
        build.collinear(),
        build.labelNoise()));
  }

  private Distributions batches(boolean balanced, double collinear, double labelNoise) {
    Distribution d = build;
    return new Distributions(new Distribution(
        d.tasks(),
        d.selection(),
        d.taskDraw(),
        d.inputFraction(),
        d.shots(),
        balanced,
        collinear,
        labelNoise));
  }
}
