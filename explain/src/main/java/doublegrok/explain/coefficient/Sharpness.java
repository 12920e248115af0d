package doublegrok.explain.coefficient;

import doublegrok.task.random.CounterRandom;
import doublegrok.task.random.RandomStream;

/**
 * The greatest curvature of a batch's loss at some weights, by power iteration on differences of
 * gradients. It comes near from below.
 */
final class Sharpness {
  static final int ITERATIONS = 8;

  /** How far apart gradients are taken: rounding of float32 is much less, the next order too. */
  private static final double REACH = 0.01;

  private Sharpness() {}

  static double of(Landscape landscape, float[] weights, long seed) {
    int n = landscape.dimensions();
    float[] direction = new float[n];
    new CounterRandom(seed, RandomStream.LANGEVIN, -1).gaussians(direction);
    double curvature = 0;
    float[] ahead = new float[n];
    float[] behind = new float[n];
    float[] moved = new float[n];
    for (int i = 0; i < ITERATIONS; i++) {
      double norm = norm(direction);
      if (norm == 0) {
        return 0; // the loss is flat
      }
      double scale = REACH / norm;
      move(weights, direction, scale, moved);
      landscape.gradient(0, moved, ahead);
      move(weights, direction, -scale, moved);
      landscape.gradient(0, moved, behind);
      double along = 0;
      double square = 0;
      for (int k = 0; k < n; k++) {
        float bent = (float) ((ahead[k] - behind[k]) / (2 * scale));
        along += (double) bent * direction[k];
        square += (double) direction[k] * direction[k];
        direction[k] = bent;
      }
      curvature = along / square;
    }
    return curvature;
  }

  private static void move(float[] from, float[] direction, double scale, float[] to) {
    for (int k = 0; k < from.length; k++) {
      to[k] = (float) (from[k] + scale * direction[k]);
    }
  }

  private static double norm(float[] vector) {
    double square = 0;
    for (float each : vector) {
      square += (double) each * each;
    }
    return Math.sqrt(square);
  }
}
