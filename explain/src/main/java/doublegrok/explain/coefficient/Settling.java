package doublegrok.explain.coefficient;

/**
 * Descent to the bottom of where weights are, without noise: training stops on a slope more often
 * than not, and a chain that only goes on to descend would have a negative coefficient.
 */
final class Settling {
  private static final double MOMENTUM = 0.9;

  private Settling() {}

  /** The weights after heavy-ball steps (Polyak 1964) over the batches in turn. */
  static float[] of(Landscape landscape, float[] weights, double step, int steps) {
    float[] settled = weights.clone();
    float[] velocity = new float[settled.length];
    float[] gradient = new float[settled.length];
    for (int i = 0; i < steps; i++) {
      landscape.gradient(i % landscape.batches(), settled, gradient);
      for (int k = 0; k < settled.length; k++) {
        velocity[k] = (float) (MOMENTUM * velocity[k] - step * gradient[k]);
        settled[k] += velocity[k];
      }
    }
    return settled;
  }
}
