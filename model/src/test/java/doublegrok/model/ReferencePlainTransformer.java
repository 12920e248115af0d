package doublegrok.model;

import doublegrok.spec.TransformerSpec;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The plain transformer once more, as loops over doubles, for ReLU models. */
final class ReferencePlainTransformer {
  private final TransformerSpec model;
  private final Map<String, float[]> weights = new HashMap<>();

  ReferencePlainTransformer(TransformerSpec model, List<FloatTensor> weights) {
    this.model = model;
    weights.forEach(each -> this.weights.put(each.name(), each.values()));
  }

  /** Logits after the last of the tokens. */
  double[] logits(int[] tokens) {
    int d = model.width();
    double[][] x = new double[tokens.length][d];
    for (int t = 0; t < tokens.length; t++) {
      for (int i = 0; i < d; i++) {
        x[t][i] = (double) weights.get("embedding.weight")[tokens[t] * d + i]
            + weights.get("positions.weight")[t * d + i];
      }
    }
    for (int layer = 0; layer < model.layers(); layer++) {
      String block = "blocks." + layer;
      double[][] mixed = attention(block + ".attention.", x);
      for (int t = 0; t < tokens.length; t++) {
        add(x[t], linear(block + ".attention.output.weight", mixed[t]));
        double[] hidden = linear(block + ".mlp.in.weight", x[t]);
        for (int i = 0; i < hidden.length; i++) {
          hidden[i] = Math.max(0, hidden[i] + weights.get(block + ".mlp.in.bias")[i]);
        }
        double[] out = linear(block + ".mlp.out.weight", hidden);
        for (int i = 0; i < d; i++) {
          out[i] += weights.get(block + ".mlp.out.bias")[i];
        }
        add(x[t], out);
      }
    }
    return linear("head.weight", x[tokens.length - 1]);
  }

  private double[][] attention(String name, double[][] x) {
    int d = model.width();
    int e = d / model.heads();
    double[][] mixed = new double[x.length][d];
    for (int t = 0; t < x.length; t++) {
      double[] query = linear(name + "query.weight", x[t]);
      for (int first = 0; first < d; first += e) {
        double[] shares = new double[t + 1];
        double sum = 0;
        for (int s = 0; s <= t; s++) {
          double[] key = linear(name + "key.weight", x[s]);
          double score = 0;
          for (int i = first; i < first + e; i++) {
            score += query[i] * key[i];
          }
          shares[s] = Math.exp(score / Math.sqrt(e));
          sum += shares[s];
        }
        for (int s = 0; s <= t; s++) {
          double[] value = linear(name + "value.weight", x[s]);
          for (int i = first; i < first + e; i++) {
            mixed[t][i] += shares[s] / sum * value[i];
          }
        }
      }
    }
    return mixed;
  }

  private double[] linear(String name, double[] x) {
    float[] matrix = weights.get(name);
    double[] y = new double[matrix.length / x.length];
    for (int i = 0; i < matrix.length; i++) {
      y[i / x.length] += matrix[i] * x[i % x.length];
    }
    return y;
  }

  private static void add(double[] x, double[] y) {
    for (int i = 0; i < x.length; i++) {
      x[i] += y[i];
    }
  }
}
