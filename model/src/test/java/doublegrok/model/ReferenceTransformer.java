package doublegrok.model;

import doublegrok.spec.ModelSpec;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The transformer once more, as plain loops over doubles: slow, and independent of PyTorch. */
final class ReferenceTransformer {
  private final ModelSpec model;
  private final Map<String, float[]> weights = new HashMap<>();

  ReferenceTransformer(ModelSpec model, List<FloatTensor> weights) {
    this.model = model;
    weights.forEach(w -> this.weights.put(w.name(), w.values()));
  }

  /** Logits after the last of the tokens, for ReLU models. */
  double[] logits(int[] tokens) {
    int d = model.width();
    double[][] x = new double[tokens.length][d];
    for (int t = 0; t < tokens.length; t++) {
      for (int i = 0; i < d; i++) {
        x[t][i] = weights.get("embedding.weight")[tokens[t] * d + i];
      }
    }
    for (int layer = 0; layer < model.layers(); layer++) {
      String block = "blocks." + layer;
      double[][] attended = attention(block + ".attention", normed(block + ".attention.norm", x));
      add(x, attended);
      double[][] hidden = linear(block + ".mlp.in.weight", normed(block + ".mlp.norm", x));
      for (double[] row : hidden) {
        for (int i = 0; i < row.length; i++) {
          row[i] = Math.max(0, row[i]);
        }
      }
      add(x, linear(block + ".mlp.out.weight", hidden));
    }
    String head = model.tied() ? "embedding.weight" : "head.weight";
    return linear(head, normed("norm", x))[tokens.length - 1];
  }

  private double[][] attention(String name, double[][] x) {
    double[][] q = rotated(linear(name + ".query.weight", x));
    double[][] k = rotated(linear(name + ".key.weight", x));
    double[][] v = linear(name + ".value.weight", x);
    int size = model.width() / model.heads();
    double[][] mixed = new double[x.length][model.width()];
    for (int head = 0; head < model.heads(); head++) {
      for (int t = 0; t < x.length; t++) {
        double[] share = new double[t + 1];
        double sum = 0;
        for (int s = 0; s <= t; s++) {
          double dot = 0;
          for (int i = head * size; i < (head + 1) * size; i++) {
            dot += q[t][i] * k[s][i];
          }
          share[s] = Math.exp(dot / Math.sqrt(size));
          sum += share[s];
        }
        for (int s = 0; s <= t; s++) {
          for (int i = head * size; i < (head + 1) * size; i++) {
            mixed[t][i] += share[s] / sum * v[s][i];
          }
        }
      }
    }
    return linear(name + ".output.weight", mixed);
  }

  private double[][] rotated(double[][] x) {
    int size = model.width() / model.heads();
    double[][] y = new double[x.length][model.width()];
    for (int t = 0; t < x.length; t++) {
      for (int i = 0; i < model.width(); i += 2) {
        double angle = t * Math.pow(10_000, -(double) (i % size) / size);
        y[t][i] = x[t][i] * Math.cos(angle) - x[t][i + 1] * Math.sin(angle);
        y[t][i + 1] = x[t][i] * Math.sin(angle) + x[t][i + 1] * Math.cos(angle);
      }
    }
    return y;
  }

  private double[][] normed(String name, double[][] x) {
    int d = model.width();
    double[][] y = new double[x.length][d];
    for (int t = 0; t < x.length; t++) {
      double mean = 0;
      double variance = 0;
      for (double value : x[t]) {
        mean += value / d;
      }
      for (double value : x[t]) {
        variance += (value - mean) * (value - mean) / d;
      }
      for (int i = 0; i < d; i++) {
        double unit = (x[t][i] - mean) / Math.sqrt(variance + 1e-5);
        y[t][i] = unit * weights.get(name + ".weight")[i] + weights.get(name + ".bias")[i];
      }
    }
    return y;
  }

  private double[][] linear(String name, double[][] x) {
    float[] w = weights.get(name);
    int columns = x[0].length;
    double[][] y = new double[x.length][w.length / columns];
    for (int t = 0; t < x.length; t++) {
      for (int row = 0; row < y[t].length; row++) {
        for (int i = 0; i < columns; i++) {
          y[t][row] += w[row * columns + i] * x[t][i];
        }
      }
    }
    return y;
  }

  private static void add(double[][] x, double[][] y) {
    for (int t = 0; t < x.length; t++) {
      for (int i = 0; i < x[t].length; i++) {
        x[t][i] += y[t][i];
      }
    }
  }
}
