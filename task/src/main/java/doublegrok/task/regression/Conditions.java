package doublegrok.task.regression;

import doublegrok.task.Distribution;
import java.util.Arrays;
import java.util.List;

/**
 * Conditions under which sequences are drawn: x is normal with mean 0, and so are the weights w of
 * a task; y = w.x + noise.
 *
 * @param axes along which inputs are independent, and weights
 * @param inputs variances of the inputs along them, [dimension]; not copied
 * @param tasks mean squares of the weights along them, [dimension]; not copied
 * @param noise standard deviation of the noise
 */
@SuppressWarnings("ArrayRecordComponent")
record Conditions(Axes axes, double[] inputs, double[] tasks, double noise) {
  /** Those of a distribution that keeps the family's rules. */
  static Conditions of(RegressionShape shape, Distribution distribution, long seed) {
    int dimension = shape.dimension();
    boolean rotated = distribution.get(RegressionKeys.COVARIANCE) == InputCovariance.ROTATED;
    double[] inputs = new double[dimension];
    List<Double> eigenvalues = distribution.get(RegressionKeys.EIGENVALUES);
    Arrays.setAll(inputs, axis -> eigenvalues.isEmpty() ? 1 : eigenvalues.get(axis));
    double scale = distribution.get(RegressionKeys.TASK_SCALE);
    double[] tasks = new double[dimension];
    Arrays.setAll(
        tasks,
        axis -> scale
            * scale
            * switch (distribution.get(RegressionKeys.TASK_COVARIANCE)) {
              case IDENTITY -> 1;
              case INVERSE -> 1 / inputs[axis];
            });
    return new Conditions(
        rotated ? Axes.random(dimension, seed) : Axes.coordinates(),
        inputs,
        tasks,
        distribution.get(RegressionKeys.NOISE));
  }

  int dimension() {
    return inputs.length;
  }

  /** The mean square of the answers without noise. */
  double signal() {
    return Vectors.dot(inputs, tasks);
  }

  /** The same with other variances of the inputs. */
  Conditions withInputs(double[] variances) {
    return new Conditions(axes, variances, tasks, noise);
  }

  /** The same with other mean squares of the weights. */
  Conditions withTasks(double[] squares) {
    return new Conditions(axes, inputs, squares, noise);
  }

  /** The same for these tasks alone, which are as likely; the same at all if there are none. */
  Conditions ofTasks(int[] latents, long seed) {
    if (latents.length == 0) {
      return this;
    }
    LatentTasks weights = new LatentTasks(this, seed);
    double[] squares = new double[dimension()];
    for (int latent : latents) {
      double[] along = axes.along(weights.weights(latent));
      for (int axis = 0; axis < squares.length; axis++) {
        squares[axis] += along[axis] * along[axis] / latents.length;
      }
    }
    return withTasks(squares);
  }

  /** The same with other noise. */
  Conditions withNoise(double deviation) {
    return new Conditions(axes, inputs, tasks, deviation);
  }

  /** Whether all values are one. */
  static boolean even(double[] values) {
    return Arrays.stream(values).allMatch(value -> value == values[0]);
  }

  /** The values, each times a factor. */
  static double[] scaled(double[] values, double factor) {
    return Arrays.stream(values).map(value -> factor * value).toArray();
  }

  /** The square root of each value. */
  static double[] roots(double[] values) {
    return Arrays.stream(values).map(Math::sqrt).toArray();
  }
}
