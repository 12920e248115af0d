package doublegrok.task.regression;

import doublegrok.task.Distribution;
import doublegrok.task.key.Values;
import java.util.List;

/** Families and distributions with dull values but for what a test is about. */
record Regressions(Values task, Values distribution) {
  static final long SEED = 7;

  /** Joined rows, fresh tasks, isotropic. */
  static Regressions of(int dimension, int examples) {
    return new Regressions(
        Values.none().with(RegressionKeys.DIMENSION, dimension),
        Values.none()
            .with(RegressionKeys.TASKS, 0)
            .with(Distribution.TASK_DRAW, 0)
            .with(Distribution.SHOTS, examples + 1));
  }

  Regressions separate(CountedQueries queries) {
    return new Regressions(
        task.with(RegressionKeys.ROWS, RowForm.SEPARATE).with(RegressionKeys.QUERIES, queries),
        distribution);
  }

  Regressions steps(int steps) {
    return new Regressions(task.with(RegressionKeys.STEPS, steps), distribution);
  }

  Regressions tasks(int tasks) {
    return new Regressions(task, distribution.with(RegressionKeys.TASKS, tasks));
  }

  Regressions noise(double noise) {
    return new Regressions(task, distribution.with(RegressionKeys.NOISE, noise));
  }

  Regressions covariance(InputCovariance covariance, TaskCovariance tasks, Double... eigenvalues) {
    return new Regressions(
        task,
        distribution
            .with(RegressionKeys.COVARIANCE, covariance)
            .with(RegressionKeys.TASK_COVARIANCE, tasks)
            .with(RegressionKeys.EIGENVALUES, List.of(eigenvalues)));
  }

  LinearRegression family() {
    return new LinearRegression(task);
  }

  Distribution version() {
    return new Distribution(distribution);
  }

  RegressionWalk references() {
    return (RegressionWalk) family().references(List.of(version()), SEED).orElseThrow();
  }
}
