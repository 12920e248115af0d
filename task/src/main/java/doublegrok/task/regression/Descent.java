package doublegrok.task.regression;

/**
 * Gradient descent on whitened inputs, as the layers of linear attention do it: u goes to u +
 * step (b - S u), where S = X'X / examples and b = X'y / examples. A bend then takes the inputs x
 * to (1 - bend S) x, which is GD++ (von Oswald et al. 2023, arXiv 2212.07677).
 *
 * @param steps one for each layer; not copied
 * @param bends one for each layer but the last, 0 for none; not copied
 */
@SuppressWarnings("ArrayRecordComponent")
record Descent(double[] steps, double[] bends) {
  /** Without bends. */
  static Descent of(double... steps) {
    return new Descent(steps, new double[Math.max(0, steps.length - 1)]);
  }

  /** Degree of the residual as a polynomial of the eigenvalue. */
  int degree() {
    int degree = 0;
    int squares = 1; // degree of an eigenvalue of the inputs as they are bent
    for (int layer = 0; layer < steps.length; layer++) {
      degree += squares;
      squares *= layer < bends.length && bends[layer] != 0 ? 3 : 1;
    }
    return degree;
  }

  /** What is left of a task's component along an eigenvector of S, and by what b is multiplied. */
  private double[] alongEigenvector(double eigenvalue) {
    double left = 1;
    double gain = 0;
    double bent = 1; // what the bends so far make of an input
    for (int layer = 0; layer < steps.length; layer++) {
      gain += steps[layer] * bent * bent * left;
      left *= 1 - steps[layer] * eigenvalue * bent * bent;
      bent *= layer < bends.length ? 1 - bends[layer] * eigenvalue * bent * bent : 1;
    }
    return new double[] {left, gain};
  }

  /** The share of a task's component along an eigenvector of S that it finds. */
  double filter(double eigenvalue) {
    return 1 - alongEigenvector(eigenvalue)[0];
  }

  /**
   * Exact loss over the signal.
   *
   * @param spectrum of S, by more nodes than half the polynomials' degree
   * @param noise variance of the noise, over the signal and the examples, times the dimension
   */
  double loss(SpectralMeasure spectrum, double noise) {
    return spectrum.mean(eigenvalue -> {
      double[] along = alongEigenvector(eigenvalue);
      return along[0] * along[0] + noise * eigenvalue * along[1] * along[1];
    });
  }

  /** Numbers whose squares sum to the loss. */
  double[] errors(SpectralMeasure spectrum, double noise) {
    int nodes = spectrum.nodes().length;
    double[] errors = new double[2 * nodes];
    for (int node = 0; node < nodes; node++) {
      double eigenvalue = spectrum.nodes()[node];
      double[] along = alongEigenvector(eigenvalue);
      double weight = spectrum.weights()[node];
      errors[node] = Math.sqrt(weight) * along[0];
      errors[nodes + node] = Math.sqrt(noise * weight * Math.max(0, eigenvalue)) * along[1];
    }
    return errors;
  }

  /**
   * What it finds.
   *
   * @param covariance S, [dimension, dimension]
   * @param products b, [dimension]
   */
  double[] found(double[][] covariance, double[] products) {
    double[] found = new double[products.length];
    for (int layer = 0; layer < steps.length; layer++) {
      double[] gradient = products.clone();
      Vectors.add(gradient, -1, Vectors.times(covariance, found));
      Vectors.add(found, steps[layer], bent(bent(gradient, covariance, layer), covariance, layer));
    }
    return found;
  }

  /** A vector after the bends before a layer, each of which is a polynomial of S. */
  private double[] bent(double[] vector, double[][] covariance, int layer) {
    double[] bent = vector;
    for (int before = 0; before < layer; before++) {
      if (bends[before] != 0) {
        double[] inner = bent(bent(bent, covariance, before), covariance, before);
        double[] next = bent.clone();
        Vectors.add(next, -bends[before], Vectors.times(covariance, inner));
        bent = next;
      }
    }
    return bent;
  }
}
