package doublegrok.explain;

import doublegrok.task.LinearEquations;
import java.util.stream.IntStream;

/**
 * The weights pi, none negative and sum 1, whose mixture of known vectors r_j is nearest to a
 * vector y: an active set of vectors, whose affine minimum is reached and left by one vector at a
 * time (Wolfe 1976, "Finding the nearest point in a polytope"). Ends when the gradient proves that
 * no weights are nearer by more than 1e-12 of the vectors' squares.
 */
final class SimplexFit {
  private static final double GAP = 1e-12;
  private static final double RIDGE = 1e-13;
  private static final int MOST_ROUNDS = 1000;

  private final double[][] gram;
  private final double[] products;
  private final double scale;

  /**
   * A problem.
   *
   * @param gram products of the vectors, [vector, vector]; not copied
   * @param products of the vectors with y, [vector]; not copied
   */
  SimplexFit(double[][] gram, double[] products) {
    this.gram = gram;
    this.products = products;
    this.scale = IntStream.range(0, gram.length)
            .mapToDouble(each -> gram[each][each])
            .max()
            .orElseThrow()
        + Double.MIN_NORMAL;
  }

  /** The weights, [vector]. */
  double[] weights() {
    double[] weights = new double[products.length];
    weights[nearest()] = 1;
    for (int round = 0; round < MOST_ROUNDS; round++) {
      double[] slope = slope(weights);
      int steepest = 0;
      double level = 0;
      for (int place = 0; place < slope.length; place++) {
        steepest = slope[place] < slope[steepest] ? place : steepest;
        level += weights[place] * slope[place];
      }
      if (level - slope[steepest] <= GAP * scale) {
        return weights;
      }
      boolean[] active = new boolean[weights.length];
      for (int place = 0; place < active.length; place++) {
        active[place] = weights[place] > 0 || place == steepest;
      }
      descend(weights, active);
    }
    return weights;
  }

  /** Half the squared distance's derivative, but for what is the same for all. */
  private double[] slope(double[] weights) {
    double[] slope = new double[weights.length];
    for (int row = 0; row < slope.length; row++) {
      slope[row] = -products[row];
      for (int column = 0; column < slope.length; column++) {
        slope[row] += gram[row][column] * weights[column];
      }
    }
    return slope;
  }

  private int nearest() {
    int nearest = 0;
    for (int place = 1; place < products.length; place++) {
      double distance = gram[place][place] - 2 * products[place];
      nearest = distance < gram[nearest][nearest] - 2 * products[nearest] ? place : nearest;
    }
    return nearest;
  }

  /** Goes to the minimum over the active vectors, and drops those whose weight ends on the way. */
  private void descend(double[] weights, boolean[] active) {
    while (true) {
      double[] aim = affineMinimum(active);
      double part = 1;
      int first = -1;
      for (int place = 0; place < weights.length; place++) {
        if (active[place] && aim[place] < 0) {
          double until = weights[place] / (weights[place] - aim[place]);
          first = until < part || first < 0 ? place : first;
          part = Math.min(part, until);
        }
      }
      for (int place = 0; place < weights.length; place++) {
        weights[place] = active[place] ? weights[place] + part * (aim[place] - weights[place]) : 0;
      }
      if (first < 0) {
        return;
      }
      weights[first] = 0;
      active[first] = false;
    }
  }

  /** The weights of the active vectors, of any sign, sum 1. */
  private double[] affineMinimum(boolean[] active) {
    int[] places =
        IntStream.range(0, active.length).filter(place -> active[place]).toArray();
    int size = places.length;
    double[][] system = new double[size + 1][size + 1];
    double[] right = new double[size + 1];
    for (int row = 0; row < size; row++) {
      for (int column = 0; column < size; column++) {
        system[row][column] = gram[places[row]][places[column]] / scale;
      }
      system[row][row] += RIDGE;
      system[row][size] = 1;
      right[row] = products[places[row]] / scale;
      system[size][row] = 1;
    }
    right[size] = 1;
    double[] solved = LinearEquations.solved(system, right);
    double[] aim = new double[active.length];
    for (int place = 0; place < size; place++) {
      aim[places[place]] = solved[place];
    }
    return aim;
  }
}
