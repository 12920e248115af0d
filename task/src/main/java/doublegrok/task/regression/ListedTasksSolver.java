package doublegrok.task.regression;

import java.util.Arrays;

/**
 * Posterior mean over a list of tasks that are alike before the first example: dMMSE of Raventos
 * et al. 2023.
 */
final class ListedTasksSolver implements Solver {
  private static final double NEXT_TO_NOTHING = 1e-8;

  private final double[][] tasks;
  private final double noise;
  private final double[] errors;

  /**
   * The posterior over a list.
   *
   * @param tasks weights of each, [task, dimension]; not copied
   * @param noise variance of the noise
   * @param signal mean square of the answers
   */
  ListedTasksSolver(double[][] tasks, double noise, double signal) {
    this.tasks = tasks;
    this.noise = Math.max(noise, NEXT_TO_NOTHING * signal);
    this.errors = new double[tasks.length];
  }

  @Override
  public void begin() {
    Arrays.fill(errors, 0);
  }

  @Override
  public void observe(double[] input, double answer) {
    for (int task = 0; task < tasks.length; task++) {
      double error = answer - Vectors.dot(tasks[task], input);
      errors[task] += error * error;
    }
  }

  @Override
  public double predict(double[] input) {
    double least = Double.POSITIVE_INFINITY;
    for (double error : errors) {
      least = Math.min(least, error);
    }
    double sum = 0;
    double weights = 0;
    for (int task = 0; task < tasks.length; task++) {
      double weight = Math.exp((least - errors[task]) / (2 * noise));
      if (weight > 0) {
        sum += weight * Vectors.dot(tasks[task], input);
        weights += weight;
      }
    }
    return sum / weights;
  }
}
