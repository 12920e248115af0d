package doublegrok.model;

import doublegrok.spec.TransformerSpec;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The transformer once more, as plain loops over doubles: slow, and independent of PyTorch. */
final class ReferenceTransformer {
  private final TransformerSpec model;
  private final Map<String, float[]> weights = new HashMap<>();

  ReferenceTransformer(TransformerSpec model, List<FloatTensor> weights) {
    this.model = model;
    weights.forEach(w -> this.weights.put(w.name(), w.values()));
  }

  /**
   * Trace of what is computed on the way.
   *
   * @param attention probabilities by layer, head, query and key
   * @param headOutputs by layer, position and dimension, the heads side by side
   * @param blockOutputs by layer, position and dimension
   */
  record Trace(
      List<double[][][]> attention, List<double[][]> headOutputs, List<double[][]> blockOutputs) {
    private Trace() {
      this(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    }
  }

  /** Logits after the last of the tokens, for ReLU models. */
  double[] logits(int[] tokens) {
    double[][] x = trace(tokens).blockOutputs().get(model.layers() - 1);
    return logits(x[tokens.length - 1]);
  }

  /** Outputs after the last of the inputs, for ReLU models of reals. */
  double[] outputs(double[][] inputs) {
    double[][] x = trace(linear("read_in.weight", inputs)).blockOutputs().get(model.layers() - 1);
    return logits(x[inputs.length - 1]);
  }

  /** Logits, or outputs of reals, of one position's last block output. */
  double[] logits(double[] output) {
    String own = weights.containsKey("read_out.weight") ? "read_out.weight" : "head.weight";
    String head = model.tied() ? "embedding.weight" : own;
    return linear(head, normed("norm", new double[][] {output}))[0];
  }

  /** For ReLU models. */
  Trace trace(int[] tokens) {
    int d = model.width();
    double[][] x = new double[tokens.length][d];
    for (int t = 0; t < tokens.length; t++) {
      for (int i = 0; i < d; i++) {
        x[t][i] = weights.get("embedding.weight")[tokens[t] * d + i];
      }
    }
    return trace(x);
  }

  private Trace trace(double[][] embedded) {
    Trace trace = new Trace();
    double[][] x = embedded;
    for (int layer = 0; layer < model.layers(); layer++) {
      String block = "blocks." + layer;
      attend(block + ".attention", normed(block + ".attention.norm", x), trace);
      x = sum(x, linear(block + ".attention.output.weight", trace.headOutputs().get(layer)));
      double[][] hidden = linear(block + ".mlp.in.weight", normed(block + ".mlp.norm", x));
      for (double[] row : hidden) {
        for (int i = 0; i < row.length; i++) {
          row[i] = Math.max(0, row[i]);
        }
      }
      x = sum(x, linear(block + ".mlp.out.weight", hidden));
      trace.blockOutputs().add(x);
    }
    return trace;
  }

  private void attend(String name, double[][] x, Trace trace) {
    double[][] q = rotated(linear(name + ".query.weight", x));
    double[][] k = rotated(linear(name + ".key.weight", x));
    double[][] v = linear(name + ".value.weight", x);
    int size = model.width() / model.heads();
    double[][][] shares = new double[model.heads()][x.length][x.length];
    double[][] mixed = new double[x.length][model.width()];
    for (int head = 0; head < model.heads(); head++) {
      for (int t = 0; t < x.length; t++) {
        double[] share = shares[head][t];
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
          share[s] /= sum;
          for (int i = head * size; i < (head + 1) * size; i++) {
            mixed[t][i] += share[s] * v[s][i];
          }
        }
      }
    }
    trace.attention().add(shares);
    trace.headOutputs().add(mixed);
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

  private static double[][] sum(double[][] x, double[][] y) {
    double[][] sum = new double[x.length][x[0].length];
    for (int t = 0; t < x.length; t++) {
      for (int i = 0; i < x[t].length; i++) {
        sum[t][i] = x[t][i] + y[t][i];
      }
    }
    return sum;
  }
}
