package doublegrok.model;

import doublegrok.model.ParameterLayout.Parameter;
import doublegrok.spec.OptimizerSpec;
import doublegrok.spec.OptimizerSpec.Rule;
import doublegrok.spec.TransformerSpec;
import java.util.List;

/** AdamW and Muon once more, as plain loops over doubles, parameter by parameter. */
final class ReferenceOptimizer {
  private final ParameterLayout layout;
  private final OptimizerSpec spec;
  private final double[] first;
  private final double[] second;
  private int step;

  ReferenceOptimizer(TransformerSpec model, OptimizerSpec spec) {
    this.layout = ParameterLayout.of(model);
    this.spec = spec;
    first = new double[Math.toIntExact(layout.elements())];
    second = new double[first.length];
  }

  void update(double[] weights, List<Double> gradient, double factor) {
    step++;
    int at = 0;
    for (int i = 0; i < layout.parameters().size(); i++) {
      Parameter parameter = layout.parameters().get(i);
      if (spec.name() == Rule.MUON && i < layout.hiddenMatrices()) {
        muon(weights, gradient, factor, parameter, at);
      } else {
        adamw(weights, gradient, factor, parameter, at);
      }
      at += parameter.elements();
    }
  }

  private void adamw(double[] w, List<Double> g, double factor, Parameter parameter, int from) {
    double rate = spec.learningRate() * factor;
    double decay = parameter.shape().size() == 2 ? spec.weightDecay() : 0;
    for (int i = from; i < from + parameter.elements(); i++) {
      first[i] = spec.beta1() * first[i] + (1 - spec.beta1()) * g.get(i);
      second[i] = spec.beta2() * second[i] + (1 - spec.beta2()) * g.get(i) * g.get(i);
      double mean = first[i] / (1 - Math.pow(spec.beta1(), step));
      double square = second[i] / (1 - Math.pow(spec.beta2(), step));
      w[i] -= rate * decay * w[i];
      w[i] -= rate * mean / (Math.sqrt(square) + spec.epsilon());
    }
  }

  private void muon(double[] w, List<Double> g, double factor, Parameter parameter, int from) {
    int rows = parameter.shape().get(0).intValue();
    int columns = parameter.shape().get(1).intValue();
    double m = spec.muonMomentum();
    double[][] direction = new double[rows][columns];
    for (int i = 0; i < rows * columns; i++) {
      first[from + i] = m * first[from + i] + (1 - m) * g.get(from + i);
      direction[i / columns][i % columns] = (1 - m) * g.get(from + i) + m * first[from + i];
    }
    double[][] x = rows > columns ? transposed(direction) : direction;
    double norm = 0;
    for (double[] row : x) {
      for (double value : row) {
        norm += value * value;
      }
    }
    x = combined(1 / (Math.sqrt(norm) + 1e-7), x, 0, x);
    for (int i = 0; i < 5; i++) {
      double[][] a = product(x, transposed(x));
      double[][] b = combined(-4.7750, a, 2.0315, product(a, a));
      x = combined(3.4445, x, 1, product(b, x));
    }
    double[][] update = rows > columns ? transposed(x) : x;
    double rate = spec.muonLearningRate() * factor;
    double scale = Math.sqrt(Math.max(1, (double) rows / columns));
    for (int i = 0; i < rows * columns; i++) {
      w[from + i] -= rate * spec.muonWeightDecay() * w[from + i];
      w[from + i] -= rate * scale * update[i / columns][i % columns];
    }
  }

  private static double[][] combined(double p, double[][] x, double q, double[][] y) {
    double[][] z = new double[x.length][x[0].length];
    for (int i = 0; i < x.length; i++) {
      for (int j = 0; j < x[0].length; j++) {
        z[i][j] = p * x[i][j] + q * y[i][j];
      }
    }
    return z;
  }

  private static double[][] transposed(double[][] x) {
    double[][] y = new double[x[0].length][x.length];
    for (int i = 0; i < x.length; i++) {
      for (int j = 0; j < x[0].length; j++) {
        y[j][i] = x[i][j];
      }
    }
    return y;
  }

  private static double[][] product(double[][] x, double[][] y) {
    double[][] z = new double[x.length][y[0].length];
    for (int i = 0; i < x.length; i++) {
      for (int j = 0; j < y[0].length; j++) {
        for (int k = 0; k < y.length; k++) {
          z[i][j] += x[i][k] * y[k][j];
        }
      }
    }
    return z;
  }
}
