package doublegrok.model;

import doublegrok.spec.LinearAttentionSpec;

/** Linear attention in plain Java, written from the paper's equations: Z + (1/n) Z Q Z' M Z P'. */
final class ReferenceLinearAttention {
  private ReferenceLinearAttention() {}

  /**
   * The answer to one query.
   *
   * @param weights Q of all layers, then P, unless the model is sparse
   * @param rows (x, y), of which those before the query are its examples
   */
  static double answer(LinearAttentionSpec model, double[] weights, double[][] rows, int query) {
    int d = model.width() - 1;
    double[][] z = new double[query + 1][];
    for (int row = 0; row <= query; row++) {
      z[row] = rows[row].clone();
    }
    z[query][d] = 0;
    for (int layer = 0; layer < model.layers(); layer++) {
      double[][] q = matrix(weights, layer, d);
      double[][] p = new double[d][d];
      if (!model.sparse()) {
        p = matrix(weights, model.layers() + layer, d);
      }
      z = block(z, q, p, query);
    }
    return -z[query][d];
  }

  private static double[][] block(double[][] z, double[][] q, double[][] p, int query) {
    int d = q.length;
    double[][] after = new double[z.length][];
    for (int n = 0; n < z.length; n++) {
      after[n] = z[n].clone();
      for (int m = 0; m < query; m++) { // the query is no key
        double score = 0;
        for (int i = 0; i < d; i++) {
          for (int j = 0; j < d; j++) {
            score += z[n][i] * q[i][j] * z[m][j];
          }
        }
        score /= Math.max(1, query);
        for (int i = 0; i < d; i++) {
          for (int j = 0; j < d; j++) {
            after[n][i] += score * p[i][j] * z[m][j];
          }
        }
        after[n][d] += score * z[m][d];
      }
    }
    return after;
  }

  private static double[][] matrix(double[] weights, int number, int d) {
    double[][] matrix = new double[d][d];
    for (int i = 0; i < d * d; i++) {
      matrix[i / d][i % d] = weights[number * d * d + i];
    }
    return matrix;
  }
}
