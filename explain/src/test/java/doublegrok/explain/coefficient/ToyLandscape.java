package doublegrok.explain.coefficient;

import doublegrok.task.random.CounterRandom;
import doublegrok.task.random.RandomStream;
import java.util.List;

/** A loss in closed form, with one batch and at most one context. */
abstract class ToyLandscape implements Landscape {
  private final int dimensions;

  ToyLandscape(int dimensions) {
    this.dimensions = dimensions;
  }

  abstract double loss(float[] weights);

  abstract void gradient(float[] weights, float[] gradient);

  @Override
  public int dimensions() {
    return dimensions;
  }

  @Override
  public int batches() {
    return 1;
  }

  @Override
  public double loss(int batch, float[] weights) {
    return loss(weights);
  }

  @Override
  public double gradient(int batch, float[] weights, float[] gradient) {
    gradient(weights, gradient);
    return loss(weights);
  }

  @Override
  public List<Context> contexts() {
    return List.of();
  }

  @Override
  public List<Level> levels(float[] weights) {
    return List.of();
  }

  /** L = 1/2 sum h_i (w_i - b_i)^2. */
  static class Quadratic extends ToyLandscape {
    private final double[] curvatures;
    private final double bottom;

    Quadratic(double bottom, double... curvatures) {
      super(curvatures.length);
      this.curvatures = curvatures;
      this.bottom = bottom;
    }

    @Override
    double loss(float[] weights) {
      double sum = 0;
      for (int i = 0; i < weights.length; i++) {
        sum += curvatures[i] * (weights[i] - bottom) * (weights[i] - bottom) / 2;
      }
      return sum;
    }

    @Override
    void gradient(float[] weights, float[] gradient) {
      for (int i = 0; i < weights.length; i++) {
        gradient[i] = (float) (curvatures[i] * (weights[i] - bottom));
      }
    }
  }

  /** The same, whose gradient has noise of its own, as minibatches give it. */
  static final class Noisy extends Quadratic {
    private final double deviation;
    private long calls;

    Noisy(double deviation, double... curvatures) {
      super(0, curvatures);
      this.deviation = deviation;
    }

    @Override
    void gradient(float[] weights, float[] gradient) {
      super.gradient(weights, gradient);
      float[] noise = new float[gradient.length];
      new CounterRandom(99, RandomStream.LABEL_NOISE, calls++).gaussians(noise);
      for (int i = 0; i < gradient.length; i++) {
        gradient[i] += (float) (deviation * noise[i]);
      }
    }
  }

  /** L = x^2 y^2, whose coefficient is 1/2 of multiplicity 2. */
  static final class Cross extends ToyLandscape {
    Cross() {
      super(2);
    }

    @Override
    double loss(float[] w) {
      return (double) w[0] * w[0] * w[1] * w[1];
    }

    @Override
    void gradient(float[] w, float[] gradient) {
      gradient[0] = 2 * w[0] * w[1] * w[1];
      gradient[1] = 2 * w[1] * w[0] * w[0];
    }
  }

  /** L = x^4, whose coefficient is 1/4. */
  static final class Quartic extends ToyLandscape {
    Quartic() {
      super(1);
    }

    @Override
    double loss(float[] w) {
      return Math.pow(w[0], 4);
    }

    @Override
    void gradient(float[] w, float[] gradient) {
      gradient[0] = 4 * w[0] * w[0] * w[0];
    }
  }

  /** A circuit as a well, L = D (1 - exp(-h r^2 / (2 D))); its skill is 1 in it and 0 outside. */
  static final class Well extends ToyLandscape {
    private final double depth;
    private final double curvature;

    Well(int dimensions, double depth, double curvature) {
      super(dimensions);
      this.depth = depth;
      this.curvature = curvature;
    }

    private double inside(float[] w) {
      double square = 0;
      for (float each : w) {
        square += (double) each * each;
      }
      return Math.exp(-curvature * square / (2 * depth));
    }

    @Override
    double loss(float[] w) {
      return depth * (1 - inside(w));
    }

    @Override
    void gradient(float[] w, float[] gradient) {
      double inside = inside(w);
      for (int i = 0; i < w.length; i++) {
        gradient[i] = (float) (curvature * w[i] * inside);
      }
    }

    @Override
    public List<Context> contexts() {
      return List.of(new Context("well", new Level(depth, 0)));
    }

    @Override
    public List<Level> levels(float[] w) {
      return List.of(new Level(loss(w), inside(w)));
    }
  }

  /** Linear layers of these widths, L = 1/2 |W_n ... W_1 - truth|^2; the weights are W_1, ... */
  static final class LinearNetwork extends ToyLandscape {
    private final int[] widths;
    private final double[][] truth;

    LinearNetwork(double[][] truth, int... widths) {
      super(size(widths));
      this.widths = widths;
      this.truth = truth;
    }

    private static int size(int[] widths) {
      int size = 0;
      for (int layer = 1; layer < widths.length; layer++) {
        size += widths[layer] * widths[layer - 1];
      }
      return size;
    }

    @Override
    double loss(float[] w) {
      double sum = 0;
      for (double[] row : error(w)) {
        for (double each : row) {
          sum += each * each / 2;
        }
      }
      return sum;
    }

    @Override
    void gradient(float[] w, float[] gradient) {
      int layers = widths.length - 1;
      double[][] back = error(w); // of what comes after, [outputs, width of the layer's end]
      int at = w.length;
      for (int layer = layers; layer >= 1; layer--) {
        at -= widths[layer] * widths[layer - 1];
        double[][] before = product(w, layer - 1);
        double[][] upper = after(w, layer);
        double[][] own = times(times(transposed(upper), back), transposed(before));
        for (int i = 0; i < own.length; i++) {
          for (int j = 0; j < own[i].length; j++) {
            gradient[at + i * own[i].length + j] = (float) own[i][j];
          }
        }
      }
    }

    private double[][] error(float[] w) {
      double[][] error = product(w, widths.length - 1);
      for (int i = 0; i < error.length; i++) {
        for (int j = 0; j < error[i].length; j++) {
          error[i][j] -= truth[i][j];
        }
      }
      return error;
    }

    /** Of the first layers. */
    private double[][] product(float[] w, int layers) {
      double[][] product = identity(widths[0]);
      for (int layer = 1; layer <= layers; layer++) {
        product = times(matrix(w, layer), product);
      }
      return product;
    }

    /** Of those after a layer. */
    private double[][] after(float[] w, int layer) {
      double[][] product = identity(widths[layer]);
      for (int next = layer + 1; next < widths.length; next++) {
        product = times(matrix(w, next), product);
      }
      return product;
    }

    private double[][] matrix(float[] w, int layer) {
      int at = 0;
      for (int before = 1; before < layer; before++) {
        at += widths[before] * widths[before - 1];
      }
      double[][] matrix = new double[widths[layer]][widths[layer - 1]];
      for (int i = 0; i < matrix.length; i++) {
        for (int j = 0; j < matrix[i].length; j++) {
          matrix[i][j] = w[at++];
        }
      }
      return matrix;
    }

    private static double[][] identity(int size) {
      double[][] identity = new double[size][size];
      for (int i = 0; i < size; i++) {
        identity[i][i] = 1;
      }
      return identity;
    }

    private static double[][] transposed(double[][] a) {
      double[][] transposed = new double[a[0].length][a.length];
      for (int i = 0; i < a.length; i++) {
        for (int j = 0; j < a[i].length; j++) {
          transposed[j][i] = a[i][j];
        }
      }
      return transposed;
    }

    private static double[][] times(double[][] a, double[][] b) {
      double[][] product = new double[a.length][b[0].length];
      for (int i = 0; i < a.length; i++) {
        for (int k = 0; k < b.length; k++) {
          for (int j = 0; j < b[0].length; j++) {
            product[i][j] += a[i][k] * b[k][j];
          }
        }
      }
      return product;
    }
  }
}
