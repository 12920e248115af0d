package doublegrok.task.regression;

import doublegrok.task.Distribution;
import doublegrok.task.key.Interval;
import doublegrok.task.key.Key;
import doublegrok.task.key.Rule;
import java.util.List;

/** Keys of in-context linear regression. */
final class RegressionKeys {
  static final int MOST_TASKS = 1 << 20;

  static final Key<Integer> DIMENSION = Key.integer("dimension", 1, 64)
      .or(5)
      .about("Numbers of an input x, and weights of a latent task w; the answer is w.x.");

  static final Key<RowForm> ROWS = Key.choice("rows", RowForm.class)
      .or(RowForm.JOINED)
      .about("Whether a position shows an example (x, y), the query's y hidden; or x and y are"
          + " positions of their own, and each x is a query.");

  static final Key<CountedQueries> QUERIES = Key.choice("queries", CountedQueries.class)
      .or(CountedQueries.LAST)
      .about("Whether the last query alone counts, or every one; every one needs separate rows.");

  static final Key<Integer> STEPS = Key.integer("steps", 1, 4)
      .or(2)
      .about("Steps of the references that descend a gradient more than once: the layers of the"
          + " model that they are compared with.");

  /** As every family's, but that there may be no list of tasks. */
  static final Key<Integer> TASKS = Distribution.TASKS
      .by(Rule.integer(0, MOST_TASKS))
      .or(0)
      .about("Number of latent tasks that are trained on; 0 for a fresh one in each sequence.");

  static final Key<InputCovariance> COVARIANCE = Key.choice("covariance", InputCovariance.class)
      .or(InputCovariance.ISOTROPIC)
      .about("Covariance of the inputs: the identity, or the eigenvalues along the coordinates or"
          + " along a random basis.");

  static final Key<List<Double>> EIGENVALUES = Key.list(
          "eigenvalues", 0, 64, Rule.decimal(new Interval(1e-4, true, 1e4, true)))
      .or(List.of())
      .about("Variances of the inputs along their axes, one for each; none if isotropic.");

  static final Key<TaskCovariance> TASK_COVARIANCE = Key.choice(
          "task_covariance", TaskCovariance.class)
      .or(TaskCovariance.IDENTITY)
      .about("Covariance of the tasks' weights: the identity, or the inverse of the inputs'.");

  static final Key<Double> TASK_SCALE = Key.decimal(
          "task_scale", new Interval(0, false, 1000, true))
      .or(1.0)
      .about("Factor of all tasks' weights.");

  static final Key<Double> NOISE = Key.decimal("noise", new Interval(0, true, 1000, true))
      .or(0.0)
      .about("Standard deviation of what is added to the examples' answers; a query asks for the"
          + " answer without it.");

  /** All below {@code task}, in the order in which they are written. */
  static final List<Key<?>> TASK = List.of(DIMENSION, ROWS, QUERIES, STEPS);

  /** All below {@code distribution}, in the order in which they are written. */
  static final List<Key<?>> DISTRIBUTION = List.of(
      TASKS,
      Distribution.TASK_DRAW,
      Distribution.SHOTS,
      COVARIANCE,
      EIGENVALUES,
      TASK_COVARIANCE,
      TASK_SCALE,
      NOISE);

  private RegressionKeys() {}
}
